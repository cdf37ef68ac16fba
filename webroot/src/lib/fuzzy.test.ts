import { expect, test } from "vitest";
import { folded, match, meanings } from "./fuzzy";
import { otherLayout } from "./layout";

const scoreOf = (name: string, typed: string) =>
  match(folded(name), meanings(typed))?.score ?? Number.NEGATIVE_INFINITY;
const lettersOf = (name: string, typed: string) =>
  match(folded(name), meanings(typed))
    ?.at.map((place) => name[place])
    .join("");

test("a name is found by its beginning, by a word of it, by a part, and by letters in their order", () => {
  expect(lettersOf("general", "gen")).toBe("gen");
  expect(lettersOf("Release notes", "notes")).toBe("notes");
  expect(lettersOf("announcements", "ounce")).toBe("ounce");
  expect(lettersOf("release-notes", "rn")).toBe("rn");
  expect(match("general", meanings("xyz"))).toBeNull();
  expect(match("general", meanings("lareneg"))).toBeNull();
});

test("what fits better comes first", () => {
  const inOrder = ["git", "github", "our git", "digital", "gardening tips"];
  const scores = inOrder.map((name) => scoreOf(name, "git"));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(new Set(scores).size).toBe(scores.length);
});

test("a keyboard in the wrong layout finds the same, in both directions", () => {
  expect(otherLayout("пше")).toBe("git");
  expect(lettersOf("git", "пше")).toBe("git");
  expect(lettersOf("Привет всем", "ghbdtn")).toBe("Привет");
  expect(scoreOf("git", "git")).toBeGreaterThan(scoreOf("git", "пше"));
});

test("ё and е are one letter, and case does not count", () => {
  expect(lettersOf("Ёлка", "елка")).toBe("Ёлка");
  expect(lettersOf("елка", "ЁЛКА")).toBe("елка");
  expect(lettersOf("ÇAY", "çay")).toBe("ÇAY");
});

test("five thousand names are searched well under 50 ms", () => {
  const names = Array.from({ length: 5000 }, (_, index) => folded(`channel-${index} about something long`));
  const wanted = meanings("abstlo");
  // The best of some: another process may have had the processor meanwhile.
  const took = Array.from({ length: 8 }, () => {
    const before = performance.now();
    for (const name of names) match(name, wanted);
    return performance.now() - before;
  });
  expect(Math.min(...took)).toBeLessThan(50);
  const found = names.filter((name) => match(name, wanted));
  expect(found).toHaveLength(5000);
});
