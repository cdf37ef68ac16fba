import { create } from "zustand";
import { readMessages } from "../api/calls";
import type { Id } from "../api/types";
import { useChannels } from "./channels";

/** When something was said last in conversations, for their order: told by messages, read where none was heard. */
export const useLastSaid = create<{ at: Record<Id, number> }>(() => ({ at: {} }));

/** Of more than so many, the latest begun, nothing is read. */
const READ_MAX = 60;
const READ_AT_ONCE = 3;

/** Conversations that were read, or are being. */
const asked = new Set<Id>();

/** Something was said in a channel; what is said in servers orders nothing. */
export const noteSaid = (channelId: Id, createdAt: string): void => {
  if (channelId in useChannels.getState().byId) return;
  const at = Date.parse(createdAt);
  useLastSaid.setState(({ at: all }) => ((all[channelId] ?? 0) >= at ? {} : { at: { ...all, [channelId]: at } }));
};

/** Reads when something was said last in these, the latest begun first, as far as that is not known. */
export const readLastSaid = async (conversationIds: ReadonlyArray<Id>): Promise<void> => {
  const wanted = [...conversationIds]
    .filter((id) => !asked.has(id) && !(id in useLastSaid.getState().at))
    .sort((a, b) => (a < b ? 1 : -1))
    .slice(0, READ_MAX);
  for (const id of wanted) asked.add(id);
  const next = async (): Promise<void> => {
    for (let id = wanted.shift(); id !== undefined; id = wanted.shift()) {
      try {
        const [last] = await readMessages(id, { limit: 1 });
        if (last) noteSaid(id, last.createdAt);
      } catch {
        // Not to be had now: it stands where it was begun until the list is looked at anew.
        asked.delete(id);
      }
    }
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, next));
};

export const clearLastSaid = (): void => {
  asked.clear();
  useLastSaid.setState({ at: {} });
};
