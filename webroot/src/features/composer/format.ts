/** Signs around what is selected: bold, italic, links. Pure. */

/** What to put in the place of what is selected, and what is selected then, counted from its beginning. */
export interface Change {
  from: number;
  to: number;
  text: string;
  selectFrom: number;
  selectTo: number;
}

/** Puts a sign on both sides of the selection, or takes it away where it stands already. */
export const wrapped = (text: string, from: number, to: number, sign: string): Change => {
  const { length } = sign;
  const inside = text.slice(from, to);
  const isAround = text.slice(from - length, from) === sign && text.slice(to, to + length) === sign;
  // One sign of two is the other one's: `**bold**` is not italic.
  const isOther = length === 1 && text[from - 2] === sign && text[to + 1] === sign;
  if (isAround && !isOther)
    return { from: from - length, to: to + length, text: inside, selectFrom: 0, selectTo: inside.length };
  return {
    from,
    to,
    text: `${sign}${inside}${sign}`,
    selectFrom: length,
    selectTo: length + inside.length,
  };
};

/** A link of what is selected: what is still missing is selected, to be written next. */
export const linked = (text: string, from: number, to: number): Change => {
  const inside = text.slice(from, to);
  if (isAddress(inside)) return { from, to, text: `[](${inside})`, selectFrom: 1, selectTo: 1 };
  const at = inside.length + 3;
  return { from, to, text: `[${inside}](https://)`, selectFrom: at, selectTo: at + "https://".length };
};

/** Whether a text is an address and nothing else. */
export const isAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text.trim());
