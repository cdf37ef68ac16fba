import { create } from "zustand";
import type { Id, PresenceStatus } from "../api/types";

/** How available people are; who is not named is offline as far as we know. */
export const usePresence = create<{ byUser: Record<Id, PresenceStatus> }>(() => ({ byUser: {} }));

export const setPresence = (entries: ReadonlyArray<readonly [Id, PresenceStatus]>): void =>
  usePresence.setState(({ byUser }) => ({ byUser: { ...byUser, ...Object.fromEntries(entries) } }));

export const clearPresence = (): void => usePresence.setState({ byUser: {} });
