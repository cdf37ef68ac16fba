import { describe, expect, test } from "vitest";
import { chordOf, isWriting, keysOf, type Pressed } from "./chords";

const press = (key: string, code: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("a chord", () => {
  test("is named by its modifiers and its key", () => {
    expect(chordOf(press("k", "KeyK", { ctrlKey: true }), false)).toBe("Mod+K");
    expect(chordOf(press("K", "KeyK", { ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+K");
    expect(chordOf(press("ArrowUp", "ArrowUp", { altKey: true, shiftKey: true }), false)).toBe("Alt+Shift+ArrowUp");
    expect(chordOf(press("Escape", "Escape", { shiftKey: true }), false)).toBe("Shift+Escape");
  });

  test("is the same key whatever alphabet is written", () => {
    expect(chordOf(press("л", "KeyK", { ctrlKey: true }), false)).toBe("Mod+K");
    expect(chordOf(press(".", "Slash", { ctrlKey: true }), false)).toBe("Mod+/");
    // Where letters stand elsewhere, the letter counts and not its place.
    expect(chordOf(press("a", "KeyQ", { ctrlKey: true }), false)).toBe("Mod+A");
  });

  test("of a sign is the sign, wherever it is on the keyboard", () => {
    expect(chordOf(press("?", "Slash", { shiftKey: true }), false)).toBe("?");
    expect(chordOf(press("?", "Digit7", { shiftKey: true }), false)).toBe("?");
    expect(chordOf(press("?", "Minus"), false)).toBe("?");
  });

  test("has ⌘ for Ctrl on a Mac, where Alt writes signs", () => {
    expect(chordOf(press("k", "KeyK", { metaKey: true }), true)).toBe("Mod+K");
    expect(chordOf(press("k", "KeyK", { ctrlKey: true }), true)).toBe("Ctrl+K");
    expect(chordOf(press("˚", "KeyK", { altKey: true }), true)).toBe("Alt+K");
    expect(keysOf("Mod+Alt+ArrowUp", true)).toEqual(["⌘", "⌥", "↑"]);
    expect(keysOf("Mod+Alt+ArrowUp", false)).toEqual(["Ctrl", "Alt", "↑"]);
  });

  test("is none while only modifiers are down", () => {
    expect(chordOf(press("Control", "ControlLeft", { ctrlKey: true }), false)).toBeNull();
  });

  test("may be something that one writes", () => {
    for (const chord of ["?", "A", "Shift+A", "7", "Space"]) expect(isWriting(chord), chord).toBe(true);
    for (const chord of ["Mod+A", "Alt+Shift+A", "Escape", "F6", "Shift+F6"])
      expect(isWriting(chord), chord).toBe(false);
  });
});
