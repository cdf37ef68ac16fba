import { describe, expect, test } from "vitest";
import { whisperOf } from "./whisper";

describe("a whisper", () => {
  test("is a name and a text after /w", () => {
    expect(whisperOf("/w bob hello there", [])).toEqual({ kind: "to", name: "bob", text: "hello there" });
    expect(whisperOf("/W @bob\nhello", [])).toEqual({ kind: "to", name: "@bob", text: "hello" });
  });

  test("is not a word that begins so, nor one that comes later", () => {
    for (const text of ["hello", "/why not", "/ w bob hi", "say /w bob hi", ""])
      expect(whisperOf(text, [])).toEqual({ kind: "none" });
  });

  test("is unfinished without a name or a text", () => {
    for (const text of ["/w", "/w ", "/w bob", "/w bob  ", '/w "Big Bob"'])
      expect(whisperOf(text, ["Big Bob"]).kind).toBe("unfinished");
  });

  test("takes names with spaces in quotes, and known ones without", () => {
    const wanted = { kind: "to", name: "Big Bob", text: "hi" };
    expect(whisperOf('/w "Big Bob" hi', [])).toEqual(wanted);
    expect(whisperOf("/w «Big Bob» hi", [])).toEqual(wanted);
    expect(whisperOf("/w Big Bob hi", ["Big", "Big Bob", "Bob"])).toEqual(wanted);
    expect(whisperOf("/w big bobby hi", ["Big Bob", "Big"])).toEqual({ kind: "to", name: "big", text: "bobby hi" });
  });
});
