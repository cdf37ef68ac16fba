import { CONTENT_MAX } from "../../lib/limits";
import { insideFence } from "./trigger";

/** What a key means in the composer. Pure. */

type ComposerKey = "send" | "newline" | "editLast" | "cancel" | "type";

interface KeyPress {
  key: string;
  shiftKey: boolean;
  /** Ctrl, or ⌘ on a Mac. */
  modKey: boolean;
  /** An input method is composing a word: its keys are its own. */
  isComposing: boolean;
}

interface ComposerState {
  text: string;
  /** Where the caret is. */
  caret: number;
  /** Fingers have no Shift: their Enter makes a line, and a button sends. */
  touch: boolean;
  /** Whether Enter alone sends; else it makes a line, and Ctrl+Enter sends. */
  enterSends: boolean;
}

export const meaningOf = (press: KeyPress, { text, caret, touch, enterSends }: ComposerState): ComposerKey => {
  if (press.isComposing) return "type";
  switch (press.key) {
    case "Enter":
      if (press.modKey) return "send";
      return press.shiftKey || touch || !enterSends || insideFence(text.slice(0, caret)) ? "newline" : "send";
    case "ArrowUp":
      return text === "" ? "editLast" : "type";
    case "Escape":
      return "cancel";
    default:
      return "type";
  }
};

/** The counter is shown from here on. */
const COUNT_FROM = 200;

/** How many characters are left, when that is worth saying; negative when there are too many. */
export const charactersLeft = (text: string): number | null => {
  const left = CONTENT_MAX - text.trim().length;
  return left <= COUNT_FROM ? left : null;
};
