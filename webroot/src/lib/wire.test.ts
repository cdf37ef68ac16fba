import { describe, expect, test } from "vitest";
import { fromWire, toWire } from "./wire";

const BOB = "<@019a3f1e-9f10-7c44-8a21-0b6de1c2f3a4>";
const BIG = "<@019a3f1e-9f10-7c44-8a21-0b6de1c2f3a5>";
const names = { "@Bob": BOB, "@Bob the Builder": BIG, "#big room": "<#r>", ":parrot:": "<:parrot:p>" };

describe("what is sent for what is read", () => {
  test("names with spaces are taken whole, the longest first", () => {
    expect(toWire("@Bob the Builder and @Bob, come to #big room", names)).toBe(`${BIG} and ${BOB}, come to <#r>`);
    expect(toWire("@Bob!", names)).toBe(`${BOB}!`);
  });

  test("part of a word is no name", () => {
    for (const text of ["@Bobby", "me@Bob", "x@Bob.org", "@@Bob"]) expect(toWire(text, names)).toBe(text);
  });

  test("code is quoted", () => {
    const text = "`@Bob` ``@Bob`` ```\n@Bob\n```";
    expect(toWire(text, names)).toBe(text);
    expect(toWire("```\n@Bob", names)).toBe("```\n@Bob");
    expect(toWire(`@Bob ${text}`, names)).toBe(`${BOB} ${text}`);
  });

  test("emoji go by their names, a server's own first, and what is none stays", () => {
    const emoji = (name: string) => ({ tada: "🎉", parrot: "🦜" })[name];
    expect(toWire(":tada::parrot: at 10:30:15 :nothing:", names, emoji)).toBe("🎉<:parrot:p> at 10:30:15 :nothing:");
  });
});

describe("what is read for what was sent", () => {
  const called = (reference: string) => ({ [BOB]: "@Bob", [BIG]: "@Bob the Builder" })[reference];

  test("comes back as it was when it is sent again", () => {
    const content = `${BIG} and ${BOB}, ${BOB}: <:parrot:019a3f1e-9f10-7c44-8a21-0b6de1c2f3a4> \`${BOB}\``;
    const { text, names } = fromWire(content, called);
    expect(text).toBe(`@Bob the Builder and @Bob, @Bob: :parrot: \`${BOB}\``);
    expect(toWire(text, names)).toBe(content);
  });

  test("a name that would be half a word, or is written there as a word already, keeps its id", () => {
    for (const content of [`${BOB}s`, `x${BOB}`, `@Bob and ${BOB}`]) {
      const { text, names } = fromWire(content, called);
      expect(text).toBe(content);
      expect(toWire(text, names)).toBe(content);
    }
  });

  test("of two with one name the second keeps its id, as does who is not known", () => {
    expect(fromWire(`${BOB} ${BIG}`, () => "@Bob").text).toBe(`@Bob ${BIG}`);
    expect(fromWire(BOB, () => undefined).text).toBe(BOB);
  });
});
