import { beforeEach, describe, expect, test } from "vitest";
import { countReaction, quickest, useQuickReactions } from "./quickReactions";

const offered = () => quickest(useQuickReactions.getState().counts);

beforeEach(() => useQuickReactions.setState({ counts: {} }));

describe("quick reactions", () => {
  test("are three from the beginning", () => expect(offered()).toEqual(["👍", "❤️", "😂"]));

  test("are those used most, each once", () => {
    for (const emoji of ["🚀", "🚀", "🎉", "❤️", "❤️", "❤️"]) countReaction(emoji);
    expect(offered()).toEqual(["❤️", "🚀", "🎉"]);
  });

  test("are none of a server's own", () => {
    countReaction("party:019a3f20-2c3d-7e4f-9051-62738495a6b7");
    expect(offered()).toEqual(["👍", "❤️", "😂"]);
  });

  test("what was used long ago gives way to what is used now", () => {
    for (let n = 0; n < 40; n += 1) countReaction("🐌");
    for (let n = 0; n < 41; n += 1) countReaction("🚀");
    for (let n = 0; n < 2; n += 1) countReaction("🚀");
    expect(offered()[0]).toBe("🚀");
    expect(useQuickReactions.getState().counts["🐌"]).toBe(20);
  });

  test("thirty are remembered", () => {
    for (let n = 0; n < 50; n += 1) countReaction(String.fromCodePoint(0x1f600 + n));
    expect(Object.keys(useQuickReactions.getState().counts)).toHaveLength(30);
  });
});
