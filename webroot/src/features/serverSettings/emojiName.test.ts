import { expect, test } from "vitest";
import { emojiName } from "./emojiName";

test("a file's name becomes one that an emoji may have, if it can", () => {
  expect(emojiName("party parrot (1).gif")).toBe("party_parrot_1");
  expect(emojiName("ok.final.png")).toBe("ok_final");
  expect(emojiName("кот.png")).toBe("");
  expect(emojiName(`${"a".repeat(50)}.png`)).toHaveLength(32);
});
