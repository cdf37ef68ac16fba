import { create } from "zustand";

/** The drawers of a narrow window: servers and channels on the left, members on the right. */
interface Panes {
  left: boolean;
  right: boolean;
}

export const usePanes = create<Panes>(() => ({ left: false, right: false }));

export const setPanes = (change: Partial<Panes>): void => usePanes.setState(change);
