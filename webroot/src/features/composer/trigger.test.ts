import { describe, expect, test } from "vitest";
import { triggerAt } from "./trigger";

const at = (text: string) => triggerAt(text, text.length);

describe("what is named at the caret", () => {
  test("somebody after @, with spaces while it may be a name", () => {
    expect(at("hello @")).toEqual({ kind: "person", query: "", from: 6 });
    expect(at("@bi")).toEqual({ kind: "person", query: "bi", from: 0 });
    expect(at("(@Big Bo")).toEqual({ kind: "person", query: "Big Bo", from: 1 });
    for (const text of ["me@bob", "@ bob", "@bob\nand"]) expect(at(text), text).toBeNull();
  });

  test("a channel after #, no heading", () => {
    expect(at("see #gen")).toEqual({ kind: "channel", query: "gen", from: 4 });
    for (const text of ["# Title", "a#b"]) expect(at(text), text).toBeNull();
  });

  test("an emoji after : and two letters, no time and no address", () => {
    expect(at("well :ta")).toEqual({ kind: "emoji", query: "ta", from: 5 });
    expect(at("😀:+1")).toEqual({ kind: "emoji", query: "+1", from: 2 });
    for (const text of ["a :t", "at 10:30", "http://ab", "::ab"]) expect(at(text), text).toBeNull();
  });

  test("a command at the very beginning, and whom it is for", () => {
    expect(at("/")).toEqual({ kind: "command", query: "", from: 0 });
    expect(at("/shr")).toEqual({ kind: "command", query: "shr", from: 0 });
    expect(at("/w ")).toEqual({ kind: "addressee", query: "", from: 3 });
    expect(at("/kick @bo")).toEqual({ kind: "addressee", query: "bo", from: 6 });
    for (const text of ["and /", "//", "/w bob hi", '/w "Big'])
      expect(at(text)?.kind === "command" || at(text)?.kind === "addressee", text).toBe(false);
  });

  test("nothing in code", () => {
    for (const text of ["`@bo", "```\n@bo", "```js\n:ta"]) expect(at(text), text).toBeNull();
    expect(at("`a` @bo")?.kind).toBe("person");
  });

  test("what stands before the caret, whatever follows", () => {
    expect(triggerAt("@bo and more", 3)).toEqual({ kind: "person", query: "bo", from: 0 });
  });
});
