/** What of many is most likely meant by a few letters. Pure. */

/** The same for letters that people take for the same: case, accents, `ё` and `е`. */
export const fold = (text: string): string => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

const known = new WeakMap<object, string[]>();

const foldedNames = <Item extends object>(item: Item, namesOf: (item: Item) => ReadonlyArray<string>): string[] => {
  const kept = known.get(item) ?? namesOf(item).map(fold);
  known.set(item, kept);
  return kept;
};

/** How well a name matches: its beginning, that of one of its words, somewhere inside, not at all. */
const fitOf = (names: ReadonlyArray<string>, query: string): number => {
  if (names.some((name) => name.startsWith(query))) return 0;
  if (names.some((name) => name.split(/[\s_.-]+/).some((word) => word.startsWith(query)))) return 1;
  return names.some((name) => name.includes(query)) ? 2 : 3;
};

/**
 * Those that match: recent ones first, then those that begin so, then those that have it inside; of equals the earlier.
 *
 * @param recent how recently it was used, 0 for just now; nothing if it was not
 */
export const ranked = <Item extends object>(
  items: ReadonlyArray<Item>,
  query: string,
  namesOf: (item: Item) => ReadonlyArray<string>,
  recent: (item: Item) => number | undefined,
  most: number,
): Item[] => {
  const wanted = fold(query);
  return items
    .flatMap((item, place) => {
      const fit = fitOf(foldedNames(item, namesOf), wanted);
      return fit < 3 ? [{ item, place, fit, at: recent(item) ?? Number.POSITIVE_INFINITY }] : [];
    })
    .sort((a, b) => (a.at === b.at ? a.fit - b.fit || a.place - b.place : a.at - b.at))
    .slice(0, most)
    .map(({ item }) => item);
};
