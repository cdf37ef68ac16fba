import { create } from "zustand";

/** What is looked for, and whether what was found is shown beside the channel. */
export const useSearch = create<{ open: boolean; typed: string }>(() => ({ open: false, typed: "" }));

export const setSearch = (change: Partial<{ open: boolean; typed: string }>): void => useSearch.setState(change);
