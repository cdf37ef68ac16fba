import { create } from "zustand";
import type { OwnSettings } from "../api/types";

/** The settings of my account, the same on all of my devices; null until they were read or told. */
export const useOwnSettings = create<{ now: OwnSettings | null }>(() => ({ now: null }));

/** Takes settings over; older ones than are known change nothing. */
export const putOwnSettings = (settings: OwnSettings): void =>
  useOwnSettings.setState(({ now }) => ({ now: now && now.version > settings.version ? now : settings }));

export const clearOwnSettings = (): void => useOwnSettings.setState({ now: null });
