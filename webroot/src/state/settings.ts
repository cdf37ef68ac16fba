import { create } from "zustand";
import { store, stored } from "../lib/storage";

/** What this browser is set to. */
export type Theme = "system" | "dark" | "light";

interface Settings {
  theme: Theme;
  /** Whether the member list is shown beside a channel, where there is room for it. */
  membersShown: boolean;
  /** Folded categories. */
  folded: string[];
  /** Whether Enter alone sends what is written; else it makes a line. */
  sendWithEnter: boolean;
}

const KEY = "miscord.settings";

const restored = (): Settings => {
  const base: Settings = { theme: "system", membersShown: true, folded: [], sendWithEnter: true };
  try {
    const kept = JSON.parse(stored(KEY) ?? "{}") as Partial<Settings>;
    return {
      theme: kept.theme === "dark" || kept.theme === "light" ? kept.theme : base.theme,
      membersShown: kept.membersShown !== false,
      folded: Array.isArray(kept.folded) ? kept.folded.filter((id) => typeof id === "string") : [],
      sendWithEnter: kept.sendWithEnter !== false,
    };
  } catch {
    return base;
  }
};

export const useSettings = create<Settings>(restored);

export const changeSettings = (change: Partial<Settings>): void => {
  useSettings.setState(change);
  store(KEY, JSON.stringify(useSettings.getState()));
};

export const toggleFolded = (categoryId: string): void => {
  const { folded } = useSettings.getState();
  changeSettings({
    folded: folded.includes(categoryId) ? folded.filter((id) => id !== categoryId) : [...folded, categoryId],
  });
};
