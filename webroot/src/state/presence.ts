import { create } from "zustand";
import type { Id, PresenceStatus } from "../api/types";
import { myId } from "./session";

/** How available people are; who is not named is offline as far as we know. */
export const usePresence = create<{ byUser: Record<Id, PresenceStatus> }>(() => ({ byUser: {} }));

/** Takes what is told. That one is offline oneself is only how others see somebody who hides. */
export const setPresence = (entries: ReadonlyArray<readonly [Id, PresenceStatus]>): void => {
  const news = entries.filter(([userId, status]) => status !== "offline" || userId !== myId());
  usePresence.setState(({ byUser }) => ({ byUser: { ...byUser, ...Object.fromEntries(news) } }));
};

export const clearPresence = (): void => usePresence.setState({ byUser: {} });
