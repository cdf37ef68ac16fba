import { useEffect, useState } from "react";
import type { Id } from "../../api/types";
import { markRead } from "../../state/actions";
import type { History } from "../../state/history";
import { isUnread, useReads } from "../../state/reads";
import { myId } from "../../state/session";

/** What is read, and where the unread begins: read is what was on screen, at the end, in a window with the focus. */
export const useReading = (channelId: Id, history: History, atEnd: boolean) => {
  const [unreadAfter, setUnreadAfter] = useState(() => positionIfUnread(channelId));
  const [seenSeq, setSeenSeq] = useState(Number.POSITIVE_INFINITY);
  const watching = useWatching();
  const last = useReads((state) => state.last[channelId] ?? 0);
  const newest = history.messages.at(-1);
  const newestSeq = newest?.seq ?? 0;
  const reached = atEnd && !history.hasAfter && history.current;

  useEffect(() => {
    if (reached && watching) markRead(channelId, Math.max(newestSeq, last));
  }, [channelId, reached, watching, newestSeq, last]);

  // What comes while one looks elsewhere is below the line.
  useEffect(() => {
    if (!watching) setUnreadAfter(useReads.getState().read[channelId] ?? null);
  }, [channelId, watching]);

  // Answering is having read.
  const mine = newest?.author?.id === myId();
  useEffect(() => {
    if (mine && newestSeq > 0) setUnreadAfter((line) => (line !== null && watching ? null : line));
  }, [mine, newestSeq, watching]);

  useEffect(() => {
    if (atEnd) setSeenSeq(newestSeq);
  }, [atEnd, newestSeq]);
  const unseen = atEnd ? 0 : history.messages.filter((message) => message.seq > seenSeq).length;
  const readAll = () => {
    setUnreadAfter(null);
    markRead(channelId, Math.max(newestSeq, last));
  };
  return { unreadAfter, unseen, readAll };
};

const positionIfUnread = (channelId: Id): number | null => {
  const reads = useReads.getState();
  return isUnread(reads, channelId) ? (reads.read[channelId] ?? 0) : null;
};

/** Whether somebody may be looking: the page is visible and has the focus. */
const useWatching = (): boolean => {
  const now = () => document.visibilityState === "visible" && document.hasFocus();
  const [watching, setWatching] = useState(now);
  useEffect(() => {
    const update = () => setWatching(now());
    addEventListener("focus", update);
    addEventListener("blur", update);
    document.addEventListener("visibilitychange", update);
    return () => {
      removeEventListener("focus", update);
      removeEventListener("blur", update);
      document.removeEventListener("visibilitychange", update);
    };
  });
  return watching;
};
