import { describe, expect, test } from "vitest";
import { emojiOf } from "../lib/emoji";
import type { EmojiSource } from "./EmojiPicker";
import { COLUMNS, emojiRows, moved } from "./emojiRows";

const data = emojiOf({
  groups: [
    [0, "faces"],
    [6, "games"],
  ],
  emoji: [
    ...Array.from({ length: 9 }, (_, n): [string, string, number, string[], string] => [
      `f${n}`,
      "face",
      0,
      [`f${n}`],
      "",
    ]),
    ["⚽", "ball", 6, ["soccer"], ""],
  ],
});
const source: EmojiSource = {
  here: { id: "s", name: "Parrots", iconUrl: null, emoji: [{ id: "p", name: "party_parrot", url: "/p.png" }] },
  others: [{ id: "o", name: "Empty", iconUrl: null, emoji: [] }],
  recent: ["⚽", "party_parrot:p", "gone:g", "🫥"],
  tone: 0,
  onTone: () => undefined,
  onUsed: () => undefined,
};
const headings = { recent: "Recent", found: "Found" };

describe("the rows of the picker", () => {
  test("are what was used last, the server's own, then all groups", () => {
    const { rows, sections } = emojiRows(data, source, "", headings);
    expect(sections.map(({ label, at }) => [label, at])).toEqual([
      ["Recent", 0],
      ["Parrots", 2],
      ["faces", 4],
      ["games", 7],
    ]);
    expect(rows[1]).toMatchObject({ cells: [{ value: "⚽" }, { value: "party_parrot:p", url: "/p.png" }] });
    expect(rows[5]?.kind === "cells" && rows[5].cells.length).toBe(COLUMNS);
  });

  test("are what a query finds, the server's own first", () => {
    const { rows } = emojiRows(data, source, ":parr", headings);
    expect(rows[1]).toMatchObject({ cells: [{ value: "party_parrot:p" }] });
    expect(emojiRows(data, source, "nothing like it", headings).rows).toEqual([]);
  });

  test("are walked by arrows, over headings and ends of rows", () => {
    const { rows } = emojiRows(data, source, "", headings);
    const first = moved(rows, null, "ArrowDown");
    expect(first).toEqual({ row: 1, column: 0 });
    expect(moved(rows, { row: 1, column: 1 }, "ArrowRight")).toEqual({ row: 3, column: 0 });
    expect(moved(rows, { row: 3, column: 0 }, "ArrowLeft")).toEqual({ row: 1, column: 1 });
    expect(moved(rows, { row: 5, column: 6 }, "ArrowDown")).toEqual({ row: 6, column: 1 });
    expect(moved(rows, { row: 1, column: 0 }, "ArrowUp")).toBeNull();
    expect(moved(rows, { row: 8, column: 0 }, "ArrowRight")).toBeNull();
  });
});
