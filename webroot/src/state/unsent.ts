import { create } from "zustand";

interface UnsentStore {
  /** Whether what waits to be sent outlives the page. */
  kept: boolean;
}

export const useUnsent = create<UnsentStore>(() => ({ kept: true }));

export const setKept = (kept: boolean): void => useUnsent.setState({ kept });
