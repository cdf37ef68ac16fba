import { expect, test } from "vitest";
import { fold, ranked } from "./rank";

const people = ["Zoë", "Robert", "Bob", "big bob", "Алёна"].map((name) => ({ name }));
const found = (query: string, recent: string[] = []) =>
  ranked(
    people,
    query,
    ({ name }) => [name],
    ({ name }) => (recent.includes(name) ? recent.indexOf(name) : undefined),
    8,
  ).map(({ name }) => name);

test("recent ones come first, then what begins so, then a word that does, then what has it inside", () => {
  expect(found("b")).toEqual(["Bob", "big bob", "Robert"]);
  expect(found("ob")).toEqual(["Robert", "Bob", "big bob"]);
  expect(found("bob")).toEqual(["Bob", "big bob"]);
  expect(found("b", ["Robert"])).toEqual(["Robert", "Bob", "big bob"]);
  expect(found("", ["Bob", "Zoë"])).toEqual(["Bob", "Zoë", "Robert", "big bob", "Алёна"]);
});

test("case and accents do not matter", () => {
  expect(found("zoe")).toEqual(["Zoë"]);
  expect(found("алена")).toEqual(["Алёна"]);
  expect(fold("Ёж")).toBe(fold("еж"));
});
