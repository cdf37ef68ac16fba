import { create } from "zustand";
import type { Id } from "../api/types";

interface ReadsStore {
  /** The seq up to which I have read each channel. */
  read: Record<Id, number>;
  /** The seq of each channel's newest message. */
  last: Record<Id, number>;
  /** How many unread messages of each channel name me, as far as this page has seen. */
  mentions: Record<Id, number>;
}

const EMPTY: ReadsStore = { read: {}, last: {}, mentions: {} };

export const useReads = create<ReadsStore>(() => EMPTY);

/** Takes positions of a snapshot; a smaller one than is known changes nothing. */
export const keepReads = (read: Record<Id, number>, last: Record<Id, number>): void =>
  useReads.setState((store) => ({ read: larger(store.read, read), last: larger(store.last, last) }));

/** A message came. One that another device has read already names nobody any more. */
export const countMessage = (channelId: Id, seq: number, mine: boolean, namesMe: boolean): void =>
  useReads.setState(({ read, last, mentions }) => ({
    last: larger(last, { [channelId]: seq }),
    read: mine ? larger(read, { [channelId]: seq }) : read,
    mentions:
      namesMe && !mine && seq > (read[channelId] ?? 0)
        ? { ...mentions, [channelId]: (mentions[channelId] ?? 0) + 1 }
        : mentions,
  }));

/** The channel was read up to `seq`, here or on another device. `true` if that is news. */
export const setRead = (channelId: Id, seq: number): boolean => {
  const { read, last, mentions } = useReads.getState();
  const news = seq > (read[channelId] ?? 0);
  const rest = seq >= (last[channelId] ?? 0) ? { ...mentions, [channelId]: 0 } : mentions;
  if (news || rest !== mentions) useReads.setState({ read: larger(read, { [channelId]: seq }), mentions: rest });
  return news;
};

/** What was read while this page was away, here or on another device. */
export const setReads = (reads: Record<Id, number>): void => {
  const known = useReads.getState().read;
  for (const [channelId, seq] of Object.entries(reads)) if (seq > (known[channelId] ?? 0)) setRead(channelId, seq);
};

export const clearReads = (): void => useReads.setState(EMPTY);

export const isUnread = ({ read, last }: ReadsStore, channelId: Id): boolean =>
  (last[channelId] ?? 0) > (read[channelId] ?? 0);

const larger = (a: Record<Id, number>, b: Record<Id, number>): Record<Id, number> => {
  const news = Object.entries(b).filter(([id, seq]) => seq > (a[id] ?? -1));
  return news.length === 0 ? a : { ...a, ...Object.fromEntries(news) };
};
