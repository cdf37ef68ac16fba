import { create } from "zustand";
import { AA, contrast, hexOf, isHex, mixed, rgbOf } from "../lib/colors";
import { uuid } from "../lib/ids";
import { store, storedJson } from "../lib/storage";
import { changeSettings, useSettings } from "./settings";

/** Themes that somebody made for themselves: the colours that matter, from which the others are mixed. */

/** The colours that are chosen, under the names that they have in `theme.css`. */
export const TONES = [
  "main",
  "side",
  "rail",
  "raised",
  "float",
  "strong",
  "text",
  "muted",
  "faint",
  "accent",
  "accent-text",
  "danger-text",
  "mention",
] as const;
export type Tone = (typeof TONES)[number];
export type Tones = Record<Tone, string>;

export interface OwnTheme {
  id: string;
  name: string;
  /** The theme whose other colours are used. */
  base: "dark" | "light";
  tones: Tones;
}

export const THEMES_MAX = 20;
export const NAME_MAX = 32;
const KEY = "miscord.themes";

interface ThemesStore {
  own: OwnTheme[];
  /** The one that is being made, shown before it is kept. */
  preview: OwnTheme | null;
}

const isTheme = (kept: unknown): kept is OwnTheme => {
  const theme = kept as Partial<OwnTheme> | null;
  return (
    typeof theme?.id === "string" &&
    typeof theme.name === "string" &&
    (theme.base === "dark" || theme.base === "light") &&
    TONES.every((tone) => isHex(theme.tones?.[tone]))
  );
};

const restored = (): OwnTheme[] => {
  const kept = storedJson(KEY);
  return Array.isArray(kept) ? kept.filter(isTheme).slice(0, THEMES_MAX) : [];
};

export const useThemes = create<ThemesStore>(() => ({ own: restored(), preview: null }));

const keep = (own: OwnTheme[]): void => {
  useThemes.setState({ own });
  store(KEY, own.length === 0 ? null : JSON.stringify(own));
};

/** Keeps a theme, new or changed, and wears it. */
export const saveTheme = (theme: OwnTheme): void => {
  const { own } = useThemes.getState();
  const isKnown = own.some(({ id }) => id === theme.id);
  keep(isKnown ? own.map((one) => (one.id === theme.id ? theme : one)) : [...own, theme].slice(-THEMES_MAX));
  useThemes.setState({ preview: null });
  changeSettings({ ownTheme: theme.id });
};

export const removeTheme = (id: string): void => {
  keep(useThemes.getState().own.filter((theme) => theme.id !== id));
  if (useSettings.getState().ownTheme === id) changeSettings({ ownTheme: null });
};

/** Shows a theme that is not kept; `null` ends that. */
export const previewTheme = (preview: OwnTheme | null): void => useThemes.setState({ preview });

export const clearThemes = (): void => {
  keep([]);
  useThemes.setState({ preview: null });
};

const BLACK = hexOf([0, 0, 0]);

/** Every variable that a theme sets: what was chosen, and what is mixed of it. */
export const variablesOf = ({ tones }: Pick<OwnTheme, "tones">) => ({
  ...tones,
  "row-hover": mixed(tones.text, 0.05, tones.main),
  line: mixed(tones.text, 0.14, tones.main),
  edge: mixed(tones.faint, 0.85, tones.main),
  "accent-hover": mixed(tones.accent, 0.85, BLACK),
  "accent-soft": mixed(tones.accent, 0.22, tones.main),
  ring: tones["accent-text"],
});
type Variable = keyof ReturnType<typeof variablesOf>;
export const VARIABLES = [
  ...TONES,
  "row-hover",
  "line",
  "edge",
  "accent-hover",
  "accent-soft",
  "ring",
] as const satisfies readonly Variable[];

/** What stands on what, besides the text on every surface. */
const WORDS = ["strong", "text", "muted", "faint", "accent-text", "danger-text"] as const;
const SURFACES = ["main", "side", "raised", "float", "row-hover"] as const;
const OTHERS = [
  ["strong", "rail"],
  ["muted", "rail"],
  ["strong", "mention"],
  ["text", "mention"],
  ["muted", "mention"],
  ["strong", "accent-soft"],
  ["text", "accent-soft"],
] as const;

/** Words that cannot be read well on what is behind them. */
export interface Fault {
  words: Tone | "on-accent";
  on: Exclude<Variable, "line" | "edge" | "ring">;
  contrast: number;
}

/** What is below AA in a theme, the worst first. `onAccent` is what is written on buttons: no theme changes it. */
export const faultsOf = (theme: Pick<OwnTheme, "tones">, onAccent: string): Fault[] => {
  const colors = variablesOf(theme);
  const pairs = [...WORDS.flatMap((words) => SURFACES.map((on) => [words, on] as const)), ...OTHERS];
  const faults: Fault[] = pairs.map(([words, on]) => ({ words, on, contrast: contrast(colors[words], colors[on]) }));
  for (const on of ["accent", "accent-hover"] as const)
    faults.push({ words: "on-accent", on, contrast: contrast(onAccent, colors[on]) });
  return faults.filter((one) => one.contrast < AA).sort((a, b) => a.contrast - b.contrast);
};

const PREFIX = "miscord-theme-";
const HEAD = 2;
const VERSION = 1;

/** A theme as a text to be handed on: a version, the base, three bytes a colour, the name. */
export const codeOf = ({ name, base, tones }: OwnTheme): string => {
  const colors = TONES.flatMap((tone) => [...rgbOf(tones[tone])]);
  const bytes = [VERSION, base === "light" ? 1 : 0, ...colors, ...new TextEncoder().encode(name)];
  const text = btoa(String.fromCharCode(...bytes));
  return PREFIX + text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

/** The theme that a code stands for, under a new id; `null` if it is none. */
export const themeOf = (code: string): OwnTheme | null => {
  const text = code.trim();
  if (!text.startsWith(PREFIX)) return null;
  try {
    const plain = atob(text.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(plain, (char) => char.charCodeAt(0));
    const end = HEAD + TONES.length * 3;
    if (bytes[0] !== VERSION || bytes.length < end) return null;
    const colors = TONES.map((tone, at) => {
      const [red = 0, green = 0, blue = 0] = bytes.slice(HEAD + at * 3);
      return [tone, hexOf([red, green, blue])] as const;
    });
    const name = new TextDecoder().decode(bytes.slice(end)).trim().slice(0, NAME_MAX);
    return { id: uuid(), name, base: bytes[1] === 1 ? "light" : "dark", tones: Object.fromEntries(colors) as Tones };
  } catch {
    return null;
  }
};
