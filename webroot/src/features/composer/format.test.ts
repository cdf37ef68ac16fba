import { describe, expect, test } from "vitest";
import { type Change, isAddress, linked, wrapped } from "./format";

/** The text after a change, what is selected in brackets. */
const changed = (text: string, { from, to, text: put, selectFrom, selectTo }: Change) => {
  const marked = `${put.slice(0, selectFrom)}[${put.slice(selectFrom, selectTo)}]${put.slice(selectTo)}`;
  return text.slice(0, from) + marked + text.slice(to);
};

describe("signs around what is selected", () => {
  test("are put there, and taken away again", () => {
    expect(changed("so bold", wrapped("so bold", 3, 7, "**"))).toBe("so **[bold]**");
    expect(changed("so **bold**", wrapped("so **bold**", 5, 9, "**"))).toBe("so [bold]");
    expect(changed("", wrapped("", 0, 0, "**"))).toBe("**[]**");
  });

  test("of italic are not taken for those of bold", () => {
    expect(changed("**a**", wrapped("**a**", 2, 3, "*"))).toBe("***[a]***");
    expect(changed("*a*", wrapped("*a*", 1, 2, "*"))).toBe("[a]");
  });

  test("make a link of words, or of an address", () => {
    expect(changed("see docs", linked("see docs", 4, 8))).toBe("see [docs]([https://])");
    const address = "https://example.org";
    expect(changed(address, linked(address, 0, address.length))).toBe(`[[]](${address})`);
    expect(isAddress("https://a.b c")).toBe(false);
  });
});
