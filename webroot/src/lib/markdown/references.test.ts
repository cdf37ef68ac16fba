import { expect, test } from "vitest";
import { isEmojiOnly, parse, plainText } from "./parse";

const ID = "019a3f1e-7c52-7b1a-9d3e-5f6a7b8c9d0e";

test("channels are named by their ids", () => {
  expect(parse(`see <#${ID}>`)).toEqual([
    {
      kind: "paragraph",
      children: [
        { kind: "text", text: "see " },
        { kind: "channel", id: ID },
      ],
    },
  ]);
  const names = { person: () => undefined, role: () => undefined, channel: () => "general" };
  expect(plainText(`see <#${ID}>`, names)).toBe("see #general");
  expect(plainText(`see <#${ID}>`)).toBe("see #…");
});

test("emoji of a server's own are shown large as well, when they stand alone", () => {
  expect(isEmojiOnly(`🎉 <:wave:${ID}>`)).toBe(true);
  expect(isEmojiOnly(`hi <:wave:${ID}>`)).toBe(false);
});
