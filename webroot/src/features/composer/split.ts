/** A text that is too long, as several that are not: at an empty line, a line or a word. Listings go on. Pure. */
export const splitText = (text: string, most: number): string[] => {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const room = rest.slice(0, most - FENCE.length);
    const cut = ["\n\n", "\n", " "].map((at) => room.lastIndexOf(at)).find((at) => at > room.length / 2) ?? room.length;
    const part = rest.slice(0, cut);
    const open = openFence(part);
    parts.push(open === null ? part.trim() : `${part}${FENCE}`);
    const left = rest.slice(cut);
    rest = open === null ? left.trim() : `${open}\n${left.replace(/^\n/, "")}`;
  }
  return rest === "" ? parts : [...parts, rest];
};

const FENCE = "\n```";

/** The line that began the listing that a text ends in; `null` when it ends in none. */
const openFence = (text: string): string | null => {
  const fences = text.match(/^```.*$/gm) ?? [];
  const last = fences.at(-1);
  return fences.length % 2 === 1 && last !== undefined && last.length < 40 ? last : null;
};
