import { describe, expect, test } from "vitest";
import { excerpt, isEmpty, marked, matchesQuery, parseQuery, type Searched } from "./searchQuery";

const about = (change: Partial<Searched>): Searched => ({
  text: "The node keeps its place",
  author: ["Ada Lovelace", "ada"],
  channel: "general",
  mentions: [],
  has: [],
  at: new Date(2026, 2, 1, 12).getTime(),
  pinned: false,
  ...change,
});
const finds = (typed: string, change: Partial<Searched> = {}) => matchesQuery(parseQuery(typed).query, about(change));

describe("what was typed is understood", () => {
  test("words, phrases and filters, in any order", () => {
    const { query, filters } = parseQuery('from:ada "its place" node has:link in:#general pinned:yes');
    expect(query).toMatchObject({
      words: ["its place", "node"],
      from: ["ada"],
      has: ["link"],
      in: ["general"],
      pinned: true,
    });
    expect(filters.map(({ name }) => name)).toEqual(["from", "has", "in", "pinned"]);
  });

  test("a filter knows where it stands", () => {
    const typed = 'hello from:"Ada Lovelace" there';
    const [filter] = parseQuery(typed).filters;
    expect(filter?.value).toBe("Ada Lovelace");
    expect(typed.slice(filter?.start, filter?.end)).toBe('from:"Ada Lovelace"');
  });

  test("what only looks like a filter is a word, and one that is being typed is nothing", () => {
    expect(parseQuery("has:mirrors https://example.org/a").query.words).toEqual([
      "has:mirrors",
      "https://example.org/a",
    ]);
    expect(parseQuery("before:2026-02-31").query).toMatchObject({ before: null, words: ["before:2026-02-31"] });
    expect(isEmpty(parseQuery("from: ").query)).toBe(true);
    expect(isEmpty(parseQuery("  ").query)).toBe(true);
    expect(isEmpty(parseQuery("pinned:no").query)).toBe(false);
  });

  test("a quote that is not closed goes to the end", () => {
    expect(parseQuery('"two words').query.words).toEqual(["two words"]);
  });
});

describe("what is found", () => {
  test("has all words, in any case, and е for ё", () => {
    expect(finds("NODE place")).toBe(true);
    expect(finds("node elsewhere")).toBe(false);
    expect(finds("елка", { text: "Ёлка" })).toBe(true);
  });

  test("is from one of those named, by the beginning of a name", () => {
    expect(finds("from:bob from:ad")).toBe(true);
    expect(finds("from:lovelace")).toBe(false);
    expect(finds("in:gen")).toBe(true);
    expect(finds("mentions:bob")).toBe(false);
    expect(finds("mentions:bob", { mentions: ["Bob"] })).toBe(true);
  });

  test("lies before and after days: the day that is named belongs to neither", () => {
    expect(finds("before:2026-03-01")).toBe(false);
    expect(finds("before:2026-03-02")).toBe(true);
    expect(finds("after:2026-03-01")).toBe(false);
    expect(finds("after:2026-02-28")).toBe(true);
  });

  test("has what it must have", () => {
    expect(finds("has:code")).toBe(false);
    expect(finds("has:code has:link", { has: ["link", "code"] })).toBe(true);
    expect(finds("pinned:true")).toBe(false);
    expect(finds("pinned:false")).toBe(true);
  });
});

describe("what is shown of it", () => {
  test("the words that were looked for are told apart", () => {
    expect(marked("Ёлка, ёлка", ["елк"])).toEqual([
      { text: "Ёлк", found: true },
      { text: "а, ", found: false },
      { text: "ёлк", found: true },
      { text: "а", found: false },
    ]);
    expect(marked("as it is", [])).toEqual([{ text: "as it is", found: false }]);
  });

  test("a long text is shown from a little before them", () => {
    const text = `${"a ".repeat(300)}needle${" b".repeat(300)}`;
    expect(excerpt(text, ["needle"])).toContain("needle");
    expect(excerpt(text, ["needle"]).length).toBeLessThanOrEqual(242);
    expect(excerpt(text, [])).toMatch(/^a a/);
    expect(excerpt("short", ["needle"])).toBe("short");
  });
});
