import { expect, test } from "vitest";
import { splitText } from "./split";

test("a long text becomes several, cut between lines or words, and nothing is lost", () => {
  const lines = Array.from({ length: 40 }, (_, n) => `line ${n} with words`);
  const parts = splitText(lines.join("\n"), 200);
  expect(parts.every((part) => part.length <= 200)).toBe(true);
  expect(parts.join("\n")).toBe(lines.join("\n"));
  expect(splitText("x".repeat(450), 200).join("")).toBe("x".repeat(450));
  expect(splitText("short", 200)).toEqual(["short"]);
});

test("a listing that is cut ends, and goes on in the next", () => {
  const listing = ["```ts", ...Array.from({ length: 20 }, (_, n) => `let a${n} = ${n};`), "```"].join("\n");
  const parts = splitText(listing, 200);
  expect(parts.every((part) => part.length <= 200)).toBe(true);
  for (const part of parts) {
    expect(part.startsWith("```ts\n")).toBe(true);
    expect(part.endsWith("\n```")).toBe(true);
  }
});
