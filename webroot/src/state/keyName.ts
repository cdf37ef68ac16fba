import type { Translate } from "../i18n/t";
import { isMac } from "./keys";

const CAPS: Readonly<Record<string, string>> = {
  Control: "Ctrl",
  Alt: isMac ? "⌥" : "Alt",
  Shift: "Shift",
  Meta: isMac ? "⌘" : "Meta",
};

/** What a key is called, by its place on the keyboard (`KeyboardEvent.code`). */
export const keyName = (code: string, t: Translate): string => {
  const [, cap = "", side] = /^(Control|Alt|Shift|Meta)(Left|Right)$/.exec(code) ?? [];
  if (side) return t(side === "Left" ? "voice.keyLeft" : "voice.keyRight", { key: CAPS[cap] ?? cap });
  return code.replace(/^(?:Key|Digit)(?=.$)/, "").replace(/^Backquote$/, "`");
};
