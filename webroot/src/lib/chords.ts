/**
 * Keys pressed together, as text: `Mod+Shift+K`. `Mod` is Ctrl, on a Mac ⌘. Letters are those of the key cap, whatever
 * alphabet is being written: with a Russian layout Ctrl+K is where it was. Pure.
 */
export type Chord = string;

/** What of a keyboard event says which keys are down. */
export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const MODIFIERS = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift", "CapsLock", "Dead", "Unidentified"]);
/** Keys by their place, for where what they write is of another alphabet, or is changed by Alt. */
const BY_CODE: Readonly<Record<string, string>> = {
  Slash: "/",
  Comma: ",",
  Period: ".",
  Minus: "-",
  Equal: "=",
  Space: "Space",
};

/** The chord of a key press; `null` while only modifiers are down. */
export const chordOf = (press: Pressed, mac: boolean): Chord | null => {
  if (MODIFIERS.has(press.key)) return null;
  const command = press.ctrlKey || press.metaKey || press.altKey;
  const key = keyOf(press, command);
  // A sign has Shift in it already: `?` is one key on some keyboards and two on others.
  const isSign = key.length === 1 && !/^[A-Z0-9]$/.test(key) && !command;
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) && "Mod",
    mac && press.ctrlKey && "Ctrl",
    !mac && press.metaKey && "Meta",
    press.altKey && "Alt",
    press.shiftKey && !isSign && "Shift",
    key,
  ];
  return parts.filter(Boolean).join("+");
};

const keyOf = ({ key, code }: Pressed, command: boolean): string => {
  if (key === " ") return "Space";
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (key.length > 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return letter;
  if (!command) return key;
  return /^Digit(\d)$/.exec(code)?.[1] ?? BY_CODE[code] ?? key;
};

/** Whether a chord is something that one might be writing. */
export const isWriting = (chord: Chord): boolean => /^(?:Shift\+)?(?:.|Space)$/u.test(chord);

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Delete: "Del",
};
const ON_MAC: Readonly<Record<string, string>> = { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" };
const ELSEWHERE: Readonly<Record<string, string>> = { Mod: "Ctrl", Meta: "Meta" };

/** The keys of a chord as they are printed on a keyboard. */
export const keysOf = (chord: Chord, mac: boolean): string[] =>
  chord.split(/\+(?=.)/).map((part) => (mac ? ON_MAC : ELSEWHERE)[part] ?? NAMES[part] ?? part);
