import { expect, test } from "vitest";
import { emojiNamed, emojiOf, searchEmoji, toned } from "./emoji";

const data = emojiOf({
  groups: [[0, "faces"]],
  emoji: [
    ["😀", "grinning face", 0, ["grinning"], "smile happy"],
    ["🎉", "party popper", 0, ["tada", "party_popper"], "celebrate"],
    ["🥳", "partying face", 0, ["partying_face"], "hat horn"],
    ["👍", "thumbs up", 0, ["thumbsup", "+1"], "like", ["👍🏻", "👍🏼", "👍🏽", "👍🏾", "👍🏿"]],
  ],
});
const found = (query: string) => searchEmoji(data, query, 8).map(({ text }) => text);

test("emoji are found by their names, their words, and several beginnings", () => {
  expect(found("tada")).toEqual(["🎉"]);
  expect(found("part")).toEqual(["🎉", "🥳"]);
  expect(found("party pop")).toEqual(["🎉"]);
  expect(found("happy")).toEqual(["😀"]);
  expect(found("humb")).toEqual(["👍"]);
  expect(found("")).toEqual([]);
  expect(found("nothing")).toEqual([]);
});

test("a tone changes those that have skin", () => {
  const [face, , , thumb] = data.all;
  expect(thumb && toned(thumb, 5)).toBe("👍🏿");
  expect(thumb && toned(thumb, 0)).toBe("👍");
  expect(face && toned(face, 5)).toBe("😀");
});

test("a name between colons is one emoji", () => {
  expect(emojiNamed(data, "+1")?.text).toBe("👍");
  expect(emojiNamed(data, "TADA")?.text).toBe("🎉");
  expect(emojiNamed(data, "tad")).toBeUndefined();
});
