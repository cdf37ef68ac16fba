import { create } from "zustand";
import type { Id } from "../api/types";
import { useMessages } from "./messages";

/** Messages of one channel that are chosen, to be deleted together. */
interface Selecting {
  /** Where one chooses; `null` while one does not. */
  channelId: Id | null;
  ids: ReadonlyArray<Id>;
  /** The one chosen last: a range begins there. */
  anchor: Id | null;
}

/** More are not deleted at once. */
export const SELECTED_MAX = 100;

const NOTHING: Selecting = { channelId: null, ids: [], anchor: null };

export const useSelecting = create<Selecting>(() => NOTHING);

export const startSelecting = (channelId: Id, messageId: Id): void =>
  useSelecting.setState({ channelId, ids: [messageId], anchor: messageId });

export const stopSelecting = (): void => useSelecting.setState(NOTHING);

/** Chooses a message, or no longer; with `range` all from the one chosen last to this one. */
export const toggleSelected = (messageId: Id, range: boolean): void =>
  useSelecting.setState(({ channelId, ids, anchor }) => {
    if (range && channelId !== null && anchor !== null) {
      const added = between(channelId, anchor, messageId).filter((id) => !ids.includes(id));
      return { ids: [...ids, ...added].slice(0, SELECTED_MAX), anchor: messageId };
    }
    if (ids.includes(messageId)) return { ids: ids.filter((id) => id !== messageId), anchor: messageId };
    return ids.length >= SELECTED_MAX ? {} : { ids: [...ids, messageId], anchor: messageId };
  });

/** The messages from one to another, in the order in which they are looked at, beginning at the first named. */
const between = (channelId: Id, from: Id, to: Id): Id[] => {
  const all = useMessages.getState().histories[channelId]?.messages.map(({ id }) => id) ?? [];
  const [a, b] = [all.indexOf(from), all.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return a <= b ? all.slice(a, b + 1) : all.slice(b, a + 1).reverse();
};
