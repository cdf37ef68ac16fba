import { otherLayout } from "./layout";

/** Finding names by some of their letters. Pure; quick enough for thousands of names at each key. */

export interface Match {
  /** Higher is better. */
  score: number;
  /** Which letters of the name matched, by their places. */
  at: number[];
}

/** A name as it is compared: case does not count, nor whether ё was written е. As long as the name itself. */
export const folded = (name: string): string => {
  const lower = name.toLowerCase().replaceAll("ё", "е");
  // Some letters are longer in lower case: then places would not fit.
  return lower.length === name.length ? lower : name;
};

/** The ways in which what was typed may be meant: as it is, and as if it were in the other layout. */
export const meanings = (typed: string): string[] => {
  const lower = typed.trim().toLowerCase();
  return [...new Set([folded(lower), folded(otherLayout(lower))])];
};

const WORD_START = /[\p{L}\p{N}]/u;

/** Whether a word begins at this place of a name. */
const beginsWord = (name: string, place: number): boolean =>
  place === 0 || (!WORD_START.test(name[place - 1] ?? "") && WORD_START.test(name[place] ?? ""));

/** How well a folded name is meant by one meaning of what was typed; `null` if it is not. */
const matchOne = (name: string, wanted: string): Match | null => {
  const whole = bestPlace(name, wanted);
  if (whole >= 0) {
    const start = whole === 0 ? 600 : beginsWord(name, whole) ? 400 : 200;
    const exact = name.length === wanted.length ? 300 : 0;
    return { score: start + exact - Math.min(name.length, 100), at: range(whole, wanted.length) };
  }
  return wanted.length < 2 ? null : scattered(name, wanted);
};

/** Where it stands in a name: at the beginning of a word if anywhere; -1 if nowhere. */
const bestPlace = (name: string, wanted: string): number => {
  const first = name.indexOf(wanted);
  for (let place = first; place >= 0; place = name.indexOf(wanted, place + 1))
    if (beginsWord(name, place)) return place;
  return first;
};

/** Its letters one after the other, with others in between. */
const scattered = (name: string, wanted: string): Match | null => {
  const at: number[] = [];
  let gaps = 0;
  for (const letter of wanted) {
    if (letter === " ") continue;
    const from = (at.at(-1) ?? -1) + 1;
    const next = name.indexOf(letter, from);
    if (next < 0) return null;
    const starts = nextStart(name, letter, from);
    const place = next !== from && starts >= 0 ? starts : next;
    gaps += place - from;
    at.push(place);
  }
  return { score: 100 - Math.min(gaps * 3, 90) - Math.min(name.length, 100) / 10, at };
};

const nextStart = (name: string, letter: string, from: number): number => {
  for (let place = name.indexOf(letter, from); place >= 0; place = name.indexOf(letter, place + 1))
    if (beginsWord(name, place)) return place;
  return -1;
};

const range = (from: number, length: number): number[] => Array.from({ length }, (_, index) => from + index);

/** How much less a name counts that only fits the other layout. */
const OTHER_LAYOUT = 50;

/** How well a name (folded) fits what was typed (its meanings); `null` if it does not. */
export const match = (name: string, wanted: ReadonlyArray<string>): Match | null => {
  let best: Match | null = null;
  for (const [index, meaning] of wanted.entries()) {
    const found = matchOne(name, meaning);
    if (!found) continue;
    const score = found.score - (index === 0 ? 0 : OTHER_LAYOUT);
    if (best === null || score > best.score) best = { score, at: found.at };
  }
  return best;
};
