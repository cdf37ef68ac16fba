import { type Emoji, type EmojiData, emojiNamed, searchEmoji, type Tone, toned } from "../lib/emoji";
import type { EmojiSet, EmojiSource, OwnEmoji } from "./EmojiPicker";

/** What the picker shows: headings, and rows of emoji under them. Pure. */

export interface Cell {
  /** What choosing it means: a character, or `name:id`. */
  value: string;
  /** What it is called, in words. */
  label: string;
  /** What one writes for it. */
  name: string;
  /** Its picture; a character has none. */
  url: string | null;
}

export type EmojiRow =
  | { kind: "head"; key: string; label: string }
  | { kind: "cells"; key: string; cells: ReadonlyArray<Cell> };

/** A part of the picker, and where in its rows it begins. */
export interface Section {
  key: string;
  label: string;
  /** Whose emoji these are, where they are a server's. */
  set: EmojiSet | null;
  at: number;
}

export const COLUMNS = 7;
const FOUND_MAX = 210;

const cellOf = (emoji: Emoji, tone: Tone): Cell => ({
  value: toned(emoji, tone),
  label: emoji.label,
  name: emoji.names[0] ?? emoji.label,
  url: null,
});

const ownCell = ({ id, name, url }: OwnEmoji): Cell => ({ value: `${name}:${id}`, label: `:${name}:`, name, url });

const setsOf = ({ here, others }: EmojiSource): EmojiSet[] =>
  [...(here ? [here] : []), ...others].filter(({ emoji }) => emoji.length > 0);

/** What was used last, as far as it is to be had here. */
const recentCells = (data: EmojiData, source: EmojiSource): Cell[] => {
  const own = new Map(setsOf(source).flatMap(({ emoji }) => emoji.map((one) => [`${one.name}:${one.id}`, one])));
  const known = new Map(data.all.flatMap((one) => [one.text, ...one.tones].map((text) => [text, one])));
  return source.recent.flatMap((value) => {
    const its = own.get(value);
    if (its) return [ownCell(its)];
    const emoji = known.get(value);
    return emoji ? [{ ...cellOf(emoji, 0), value }] : [];
  });
};

/** The words of the picker's own headings. */
interface Headings {
  recent: string;
  found: string;
}

/** Everything there is, in its order; with a query what it finds. */
export const emojiRows = (
  data: EmojiData,
  source: EmojiSource,
  query: string,
  headings: Headings,
): { rows: EmojiRow[]; sections: Section[] } => {
  const rows: EmojiRow[] = [];
  const sections: Section[] = [];
  const add = (key: string, label: string, cells: ReadonlyArray<Cell>, set: EmojiSet | null = null) => {
    if (cells.length === 0) return;
    sections.push({ key, label, set, at: rows.length });
    rows.push({ kind: "head", key, label });
    for (let from = 0; from < cells.length; from += COLUMNS)
      rows.push({ kind: "cells", key: `${key}-${from}`, cells: cells.slice(from, from + COLUMNS) });
  };
  const wanted = query.trim().toLowerCase().replaceAll(":", "");
  if (wanted !== "") {
    const own = setsOf(source).flatMap(({ emoji }) => emoji.filter(({ name }) => name.toLowerCase().includes(wanted)));
    const found = searchEmoji(data, wanted, FOUND_MAX).map((emoji) => cellOf(emoji, source.tone));
    add("found", headings.found, [...own.map(ownCell), ...found]);
    return { rows, sections };
  }
  add("recent", headings.recent, recentCells(data, source).slice(0, 3 * COLUMNS));
  for (const set of setsOf(source)) add(set.id, set.name, set.emoji.map(ownCell), set);
  for (const { id, label } of data.groups)
    add(
      `group-${id}`,
      label,
      data.all.filter(({ group }) => group === id).map((emoji) => cellOf(emoji, source.tone)),
    );
  return { rows, sections };
};

/** A place among the cells: a row and a column. */
export interface At {
  row: number;
  column: number;
}

/** Where an arrow leads: along the row and over its end, or to the row above or below; `null` where there is none. */
export const moved = (rows: ReadonlyArray<EmojiRow>, from: At | null, key: string): At | null => {
  const cells = (row: number) => {
    const its = rows[row];
    return its?.kind === "cells" ? its.cells.length : 0;
  };
  const next = (row: number, step: number): number => {
    let at = row + step;
    while (at >= 0 && at < rows.length && cells(at) === 0) at += step;
    return cells(at) > 0 ? at : -1;
  };
  if (from === null) {
    const first = next(-1, 1);
    return first < 0 ? null : { row: first, column: 0 };
  }
  const step = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
  const other = next(from.row, step);
  if (key === "ArrowUp" || key === "ArrowDown")
    return other < 0 ? null : { row: other, column: Math.min(from.column, cells(other) - 1) };
  const column = from.column + step;
  if (column >= 0 && column < cells(from.row)) return { row: from.row, column };
  return other < 0 ? null : { row: other, column: step < 0 ? cells(other) - 1 : 0 };
};

/** The emoji of a group that its tab shows. */
export const GROUP_SIGNS: Readonly<Record<string, string>> = {
  "group-0": "🙂",
  "group-1": "👋",
  "group-3": "🐻",
  "group-4": "🍔",
  "group-5": "⛵",
  "group-6": "⚽",
  "group-7": "💡",
  "group-8": "💠",
  "group-9": "🏁",
};

/** The hand that shows a tone. */
export const hand = (data: EmojiData, tone: Tone): string => {
  const raised = emojiNamed(data, "raised_hand");
  return raised ? toned(raised, tone) : "✋";
};
