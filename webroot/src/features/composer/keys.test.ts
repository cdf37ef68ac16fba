import { describe, expect, test } from "vitest";
import { CONTENT_MAX } from "../../lib/limits";
import { charactersLeft, meaningOf } from "./keys";

const press = (key: string, more: { shiftKey?: boolean; modKey?: boolean; isComposing?: boolean } = {}) => ({
  key,
  shiftKey: false,
  modKey: false,
  isComposing: false,
  ...more,
});
const at = (text: string, touch = false, enterSends = true) => ({ text, caret: text.length, touch, enterSends });

describe("composer keys", () => {
  test("Enter sends, with Shift it is a line", () => {
    expect(meaningOf(press("Enter"), at("hi"))).toBe("send");
    expect(meaningOf(press("Enter", { shiftKey: true }), at("hi"))).toBe("newline");
  });

  test("inside an open listing Enter is a line", () => {
    expect(meaningOf(press("Enter"), at("```js\nlet a"))).toBe("newline");
    expect(meaningOf(press("Enter"), at("```js\nlet a\n```"))).toBe("send");
  });

  test("where Enter is set to make a line, Ctrl+Enter sends", () => {
    expect(meaningOf(press("Enter"), at("hi", false, false))).toBe("newline");
    expect(meaningOf(press("Enter", { modKey: true }), at("hi", false, false))).toBe("send");
    expect(meaningOf(press("Enter", { modKey: true }), at("```js\nlet a"))).toBe("send");
  });

  test("fingers have no Shift: their Enter is a line", () => {
    expect(meaningOf(press("Enter"), at("hi", true))).toBe("newline");
  });

  test("Enter that chooses a word of an input method sends nothing", () => {
    expect(meaningOf(press("Enter", { isComposing: true }), at("にほん"))).toBe("type");
  });

  test("Up edits the last message only from an empty box", () => {
    expect(meaningOf(press("ArrowUp"), at(""))).toBe("editLast");
    expect(meaningOf(press("ArrowUp"), at("x"))).toBe("type");
  });

  test("Escape cancels", () => expect(meaningOf(press("Escape"), at("x"))).toBe("cancel"));

  test("the counter appears near the limit and goes below nought", () => {
    expect(charactersLeft("a".repeat(CONTENT_MAX - 201))).toBeNull();
    expect(charactersLeft("a".repeat(CONTENT_MAX - 200))).toBe(200);
    expect(charactersLeft("a".repeat(CONTENT_MAX + 1))).toBe(-1);
    expect(charactersLeft(`${"a".repeat(CONTENT_MAX)}   `)).toBe(0);
  });
});
