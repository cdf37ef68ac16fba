/**
 * What people read while they write, and what is sent for it: `@Big Bob` for `<@id>`, `:parrot:` for `<:parrot:id>`.
 * What stands in code is quoted and stays. Pure.
 */

/** What is sent, by what is read for it. */
export type Names = Readonly<Record<string, string>>;

/** Listings and words of code, as the server knows them. */
const CODE = /(```[\s\S]*?(?:```|$)|``[\s\S]*?``|`[^`\n]+`)/;
const BEFORE = "(?<![\\p{L}\\p{N}_@/])";
const AFTER = "(?![\\p{L}\\p{N}_])";
const EMOJI = ":[\\p{L}\\p{N}_+-]{2,64}:";
const REFERENCE = /<(?:[@#]|@&)[0-9a-fA-F-]{36}>|<:(\w{2,32}):[0-9a-fA-F-]{36}>/g;

/**
 * @param names longer ones are looked for first
 * @param emoji the emoji with a name between colons, if there is one
 */
export const toWire = (text: string, names: Names, emoji: (name: string) => string | undefined = none): string => {
  // Of thousands of people few are named.
  const shown = Object.keys(names)
    .filter((name) => text.includes(name))
    .sort((a, b) => b.length - a.length);
  // What is a reference already is taken first, and stays.
  const wanted = new RegExp([REFERENCE.source, ...shown.map(pattern), EMOJI].join("|"), "gu");
  const meant = (found: string) =>
    names[found] ?? (/^:.*:$/.test(found) ? emoji(found.slice(1, -1)) : undefined) ?? found;
  return text
    .split(CODE)
    .map((part, index) => (index % 2 ? part : part.replace(wanted, meant)))
    .join("");
};

/** What is read for a text that was sent, and what to send for it again: whoever changes nothing sends the same. */
export const fromWire = (
  content: string,
  shownFor: (reference: string) => string | undefined,
): { text: string; names: Names } => {
  const names: Record<string, string> = {};
  const words = content.replaceAll(REFERENCE, "<>");
  const read = (part: string): string => {
    let text = "";
    let from = 0;
    for (const match of part.matchAll(REFERENCE)) {
      const [reference, emoji] = match;
      text += part.slice(from, match.index);
      from = match.index + reference.length;
      const shown = emoji === undefined ? shownFor(reference) : `:${emoji}:`;
      // Of two who are called the same the second stays as it was sent, as does what would be taken for half a word.
      const isFree = shown !== undefined && (names[shown] ?? reference) === reference && !isWritten(shown, words);
      if (isFree && standsAlone(shown, text, part.slice(from))) {
        names[shown] = reference;
        text += shown;
      } else text += reference;
    }
    return text + part.slice(from);
  };
  const text = content
    .split(CODE)
    .map((part, index) => (index % 2 ? part : read(part)))
    .join("");
  return { text, names };
};

const isWritten = (shown: string, words: string): boolean => new RegExp(pattern(shown), "u").test(words);

/** Whether a name is found again between what stands before it and after it. */
const standsAlone = (shown: string, before: string, after: string): boolean => {
  const here = new RegExp(pattern(shown), "uy");
  here.lastIndex = before.length;
  return here.test(before + shown + after);
};

const pattern = (shown: string): string => {
  const word = shown.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return /^:.*:$/.test(shown) ? word : `${BEFORE}${word}${/[\p{L}\p{N}_]$/u.test(shown) ? AFTER : ""}`;
};

const none = () => undefined;
