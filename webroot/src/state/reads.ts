import { create } from "zustand";
import type { Id } from "../api/types";

interface ReadsStore {
  /** The seq up to which I have read each channel. */
  read: Record<Id, number>;
  /** The seq of each channel's last message; channels without any are not here. */
  last: Record<Id, number>;
  /** The seqs of the unread messages of each channel that call me; channels without any are not here. */
  calls: Record<Id, Calls>;
}

type Calls = ReadonlyArray<number>;

const EMPTY: ReadsStore = { read: {}, last: {}, calls: {} };

export const useReads = create<ReadsStore>(() => EMPTY);

/** What a greeting says of all channels. What was read here, and is not known there yet, stays read. */
export const setStanding = (read: Record<Id, number>, last: Record<Id, number>, calls: Record<Id, Calls>): void =>
  useReads.setState((store) => {
    const known = larger(store.read, read);
    const unread = Object.entries(calls).map(([id, all]) => [id, above(all, known[id])] as const);
    return { read: known, last, calls: Object.fromEntries(unread.filter(([, all]) => all.length > 0)) };
  });

/** What the server says of some channels, all of what is there now. */
export const setStandingOf = (
  channelIds: ReadonlyArray<Id>,
  told: { reads: Record<Id, number>; heads: Record<Id, number>; mentions: Record<Id, Calls> },
): void => {
  useReads.setState(({ last }) => {
    const others = Object.entries(last).filter(([id]) => !channelIds.includes(id));
    const its = Object.entries(told.heads).filter(([id]) => channelIds.includes(id));
    return { last: Object.fromEntries([...others, ...its]) };
  });
  setReads(told.reads);
  for (const id of channelIds) changeCalls(id, () => above(told.mentions[id] ?? [], useReads.getState().read[id]));
};

/** The unread calls of all channels. */
export const setCalls = (told: Record<Id, Calls>): void => {
  for (const id of new Set([...Object.keys(useReads.getState().calls), ...Object.keys(told)]))
    changeCalls(id, () => above(told[id] ?? [], useReads.getState().read[id]));
};

/** A message came. One's own is read, and calls nobody; nor does one that another device has read already. */
export const countMessage = (channelId: Id, seq: number, mine: boolean, callsMe: boolean): void => {
  useReads.setState(({ last }) => ({ last: larger(last, { [channelId]: seq }) }));
  if (mine) setRead(channelId, seq);
  else if (callsMe && seq > (useReads.getState().read[channelId] ?? 0))
    changeCalls(channelId, (calls) => (calls.includes(seq) ? calls : [...calls, seq]));
};

/** Messages with these seqs are gone; `last` is the seq of the last one that is left, 0 if none is. */
export const uncountMessages = (channelId: Id, seqs: ReadonlyArray<number>, last: number | undefined): void => {
  if (last !== undefined)
    useReads.setState((store) => ({
      last: last === 0 ? lacking(store.last, channelId) : { ...store.last, [channelId]: last },
    }));
  changeCalls(channelId, (calls) =>
    calls.some((seq) => seqs.includes(seq)) ? calls.filter((seq) => !seqs.includes(seq)) : calls,
  );
};

/** The channel was read up to `seq`, here or on another device. `true` if that is news. */
export const setRead = (channelId: Id, seq: number): boolean => {
  if (seq <= (useReads.getState().read[channelId] ?? 0)) return false;
  useReads.setState(({ read }) => ({ read: { ...read, [channelId]: seq } }));
  changeCalls(channelId, (calls) => above(calls, seq));
  return true;
};

/** What was read while this page was away, here or on another device. */
export const setReads = (reads: Record<Id, number>): void => {
  for (const [channelId, seq] of Object.entries(reads)) setRead(channelId, seq);
};

/** A channel is no longer to be seen: what comes there meanwhile is not heard. */
export const dropStanding = (channelId: Id): void =>
  useReads.setState(({ last, calls }) => ({ last: lacking(last, channelId), calls: lacking(calls, channelId) }));

export const clearReads = (): void => useReads.setState(EMPTY);

export const isUnread = ({ read, last }: Pick<ReadsStore, "read" | "last">, channelId: Id): boolean =>
  (last[channelId] ?? 0) > (read[channelId] ?? 0);

/** How many unread messages of a channel call me. */
export const callsOf = ({ calls }: Pick<ReadsStore, "calls">, channelId: Id): number => calls[channelId]?.length ?? 0;

const changeCalls = (channelId: Id, change: (calls: Calls) => Calls): void =>
  useReads.setState(({ calls }) => {
    const before = calls[channelId] ?? [];
    const after = change(before);
    if (after === before) return {};
    return { calls: after.length === 0 ? lacking(calls, channelId) : { ...calls, [channelId]: after } };
  });

const above = (calls: Calls, read = 0): Calls =>
  calls.some((seq) => seq <= read) ? calls.filter((seq) => seq > read) : calls;

const lacking = <T>(all: Record<Id, T>, id: Id): Record<Id, T> => {
  if (!(id in all)) return all;
  const { [id]: _gone, ...rest } = all;
  return rest;
};

const larger = (a: Record<Id, number>, b: Record<Id, number>): Record<Id, number> => {
  const news = Object.entries(b).filter(([id, seq]) => seq > (a[id] ?? -1));
  return news.length === 0 ? a : { ...a, ...Object.fromEntries(news) };
};
