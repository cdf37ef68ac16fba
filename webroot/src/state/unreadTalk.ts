import type { Id } from "../api/types";
import { type Told, useNotifications } from "./notifications";
import { callsOf, isUnread, useReads } from "./reads";

/** How many unread messages of a conversation I was told of; what calls me there is counted in any case. */
export const unreadCount = (
  list: ReadonlyArray<Told>,
  reads: ReturnType<typeof useReads.getState>,
  conversationId: Id,
): number => {
  if (!isUnread(reads, conversationId)) return 0;
  const read = reads.read[conversationId] ?? 0;
  const told = list.filter((one) => one.channelId === conversationId && !one.read && (one.seq ?? 0) > read).length;
  return Math.max(told, callsOf(reads, conversationId));
};

/** The same, for a view. */
export const useUnreadCount = (conversationId: Id): number => {
  const list = useNotifications((state) => state.list);
  return useReads((reads) => unreadCount(list, reads, conversationId));
};
