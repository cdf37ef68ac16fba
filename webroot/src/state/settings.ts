import { create } from "zustand";
import { store, storedFields } from "../lib/storage";

/** What this browser is set to; each with what it may be, the first or the given one where nothing else was chosen. */
const RULES = {
  theme: oneOf("system", "dark", "light"),
  /** The theme of one's own that is shown in place of it; its id. */
  ownTheme: (kept: unknown): string | null => (typeof kept === "string" ? kept : null),
  density: oneOf("cosy", "compact"),
  /** Pixels between the messages of one person and those of the next. */
  groupSpacing: between(0, 24, 16),
  /** Pixels of ordinary text. */
  fontSize: between(14, 20, 16),
  motion: oneOf("system", "reduced", "full"),
  /** Where the colours of roles are shown. */
  roleColors: oneOf("names", "beside", "off"),
  /** Percent of the colours' strength. */
  saturation: between(0, 100, 100),
  /** Whether links are underlined always, and not only when they are pointed at. */
  underlineLinks: yesOrNo(true),
  /** Whether single letters act on the message that has the focus. */
  messageKeys: yesOrNo(true),
  /** Whether Enter sends; otherwise it begins a line, and Ctrl+Enter sends. */
  sendWithEnter: yesOrNo(true),
  /** Whether the member list is shown beside a channel, where there is room for it. */
  membersShown: yesOrNo(true),
  /** Whether I am heard by nobody, and hear nobody, in calls; both outlast a call. */
  voiceMuted: yesOrNo(false),
  voiceDeafened: yesOrNo(false),
  /** Whether I am heard whenever I am not muted, or only while I hold a key. */
  voiceMode: oneOf("activity", "pushToTalk"),
  /** That key, as `KeyboardEvent.code` calls it. */
  pushToTalkKey: (kept: unknown): string => (typeof kept === "string" && kept !== "" ? kept : "ControlRight"),
  /** Devices by their ids; empty for whichever the system prefers. */
  microphone: text,
  speaker: text,
  camera: text,
  echoCancellation: yesOrNo(true),
  noiseSuppression: yesOrNo(true),
  autoGainControl: yesOrNo(true),
  /** Whether tones tell who comes and goes in a call. */
  callTones: yesOrNo(true),
  /** Whether it rings when somebody calls. */
  ringing: yesOrNo(true),
  /** Folded categories. */
  folded: (kept: unknown): string[] => (Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []),
};

export type Settings = { [Name in keyof typeof RULES]: ReturnType<(typeof RULES)[Name]> };
export type Theme = Settings["theme"];

const KEY = "miscord.settings";

const restored = (): Settings => {
  const kept = storedFields(KEY);
  return Object.fromEntries(Object.entries(RULES).map(([name, rule]) => [name, rule(kept[name])])) as Settings;
};

export const useSettings = create<Settings>(restored);

export const changeSettings = (change: Partial<Settings>): void => {
  useSettings.setState(change);
  store(KEY, JSON.stringify(useSettings.getState()));
};

/** Shows one of the client's own themes, in place of one's own. */
export const chooseTheme = (theme: Theme): void => changeSettings({ theme, ownTheme: null });

// What is set in one tab holds in all: who is muted there is not heard from here.
addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) useSettings.setState(restored());
});

/** As it was before anybody chose anything. */
export const resetSettings = (): void => {
  store(KEY, null);
  useSettings.setState(restored());
};

export const toggleFolded = (categoryId: string): void => {
  const { folded } = useSettings.getState();
  changeSettings({
    folded: folded.includes(categoryId) ? folded.filter((id) => id !== categoryId) : [...folded, categoryId],
  });
};

function oneOf<const Choices extends readonly [string, ...string[]]>(...choices: Choices) {
  return (kept: unknown): Choices[number] => choices.find((choice) => choice === kept) ?? choices[0];
}

function between(least: number, most: number, usual: number) {
  return (kept: unknown): number => (typeof kept === "number" && kept >= least && kept <= most ? kept : usual);
}

function text(kept: unknown): string {
  return typeof kept === "string" ? kept : "";
}

function yesOrNo(usual: boolean) {
  return (kept: unknown): boolean => (typeof kept === "boolean" ? kept : usual);
}
