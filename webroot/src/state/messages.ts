import { create } from "zustand";
import { readMessages } from "../api/calls";
import type { Id, Message } from "../api/types";
import type { DurableFrame } from "../realtime/frames";
import type { Outgoing } from "../realtime/outbox";
import {
  appended,
  applied,
  type ChatMessage,
  type History,
  noHistory,
  PAGE,
  prepended,
  type Reader,
  replaced,
  replayed,
} from "./history";
import { useLink } from "./link";
import { myId } from "./session";
import { keepUsers } from "./users";

interface MessagesStore {
  /** The window of each channel that was opened. */
  histories: Record<Id, History>;
  /** Messages on their way, per channel, in their order. */
  outgoing: Record<Id, Outgoing[]>;
  /** Where to scroll: set by a jump, cleared by the view that made it. */
  jump: { channelId: Id; messageId: Id } | null;
}

/** Windows kept; the one looked at longest ago is let go. */
const HISTORIES_MAX = 20;
/** Row keys kept of messages sent from here. */
const KEYS_MAX = 2000;

export const useMessages = create<MessagesStore>(() => ({ histories: {}, outgoing: {}, jump: null }));

const keys = new Map<string, string>();
/** Events of channels with a page on its way, to be applied again over it. */
const during = new Map<Id, DurableFrame[]>();

const reader = (): Reader => ({ id: myId(), keys });

const change = (channelId: Id, next: (history: History) => History): void =>
  useMessages.setState(({ histories }) => ({
    histories: { ...histories, [channelId]: next(histories[channelId] ?? noHistory) },
  }));

/** Makes sure that a channel's window is there and true, and counts it as looked at. */
export const openHistory = (channelId: Id): void => {
  useMessages.setState(({ histories }) => {
    const { [channelId]: opened, ...others } = histories;
    const kept = Object.entries(others).slice(-(HISTORIES_MAX - 1));
    return { histories: { ...Object.fromEntries(kept), [channelId]: opened ?? noHistory } };
  });
  const history = useMessages.getState().histories[channelId];
  if (history && !history.current && history.busy === null) void loadPresent(channelId);
};

/** Reads the newest page; the window is that page afterwards. */
export const loadPresent = (channelId: Id): Promise<void> =>
  load(channelId, "around", { limit: PAGE }, (history, page) =>
    replaced(history, page, { hasBefore: page.length >= PAGE, hasAfter: false }, reader()),
  );

export const loadBefore = (channelId: Id): Promise<void> => {
  const history = useMessages.getState().histories[channelId];
  const first = history?.messages[0];
  if (!history?.hasBefore || !first || history.busy || isHopeless(history)) return Promise.resolve();
  return load(channelId, "before", { before: first.id, limit: PAGE }, (now, page) => prepended(now, page, reader()));
};

export const loadAfter = (channelId: Id): Promise<void> => {
  const history = useMessages.getState().histories[channelId];
  const last = history?.messages.at(-1);
  if (!history?.hasAfter || !last || history.busy || isHopeless(history)) return Promise.resolve();
  return load(channelId, "after", { after: last.id, limit: PAGE }, (now, page) => appended(now, page, reader()));
};

/** It failed already, and the connection has not come back since. */
const isHopeless = (history: History): boolean => history.failed && useLink.getState().link.kind !== "live";

/** Pages read, one after the other, to come to where the unread begins. */
const BACK_PAGES_MAX = 7;

/** Reads back until a seq is in the window, or as far as a window reaches. */
export const loadBackTo = async (channelId: Id, seq: number): Promise<void> => {
  for (let page = 0; page < BACK_PAGES_MAX; page += 1) {
    const history = useMessages.getState().histories[channelId];
    const first = history?.messages[0];
    if (!history?.hasBefore || history.busy || history.failed || !first || first.seq <= seq) return;
    await loadBefore(channelId);
  }
};

/** Shows a message: scrolls to it if it is here, otherwise reads the window around it. `false` if it is gone. */
export const jumpTo = async (channelId: Id, messageId: Id): Promise<boolean> => {
  const isHere = () =>
    useMessages.getState().histories[channelId]?.messages.some((message) => message.id === messageId) ?? false;
  if (!isHere())
    await load(channelId, "around", { around: messageId, limit: PAGE }, (history, page) =>
      // Half a page on each side; whether the ends were reached is learnt by asking for more.
      replaced(history, page, { hasBefore: true, hasAfter: true }, reader()),
    );
  if (!isHere()) return false;
  useMessages.setState({ jump: { channelId, messageId } });
  return true;
};

export const jumpDone = (): void => useMessages.setState({ jump: null });

const load = async (
  channelId: Id,
  busy: NonNullable<History["busy"]>,
  page: { before?: Id; after?: Id; around?: Id; limit: number },
  merge: (history: History, page: Message[]) => History,
): Promise<void> => {
  const frames: DurableFrame[] = [];
  during.set(channelId, frames);
  change(channelId, (history) => ({ ...history, busy, failed: false }));
  try {
    const messages = await readMessages(channelId, page);
    // Another load, or a sign-out, has overtaken this one.
    if (during.get(channelId) !== frames) return;
    keepUsers(messages.map((message) => message.author));
    change(channelId, (history) => replayed(merge(history, messages), frames, reader()));
    settle(channelId, messages);
  } catch {
    if (during.get(channelId) === frames) change(channelId, (history) => ({ ...history, busy: null, failed: true }));
  } finally {
    if (during.get(channelId) === frames) during.delete(channelId);
  }
};

/** An event of a channel's stream: changes its window if there is one. */
export const applyToHistory = (channelId: Id, frame: DurableFrame): void => {
  during.get(channelId)?.push(frame);
  const before = useMessages.getState().histories[channelId];
  if (before) {
    const after = applied(before, frame, reader());
    if (after !== before) change(channelId, () => after);
  }
  if (frame.event === "message:new") settle(channelId, [frame.data.message]);
};

/** Windows that were kept in the browser: to be read until they can be read anew. */
export const restoreHistories = (
  pages: ReadonlyArray<{ channelId: Id; messages: Message[]; hasBefore: boolean }>,
  me: Id,
): void => {
  const histories = pages.map(({ channelId, messages, hasBefore }) => {
    keepUsers(messages.map((message) => message.author));
    return [
      channelId,
      { ...replaced(noHistory, messages, { hasBefore, hasAfter: false }, { id: me, keys }), current: false },
    ] as const;
  });
  useMessages.setState({ histories: Object.fromEntries(histories.slice(-HISTORIES_MAX)) });
};

/** The windows may have holes: what is shown stays until the channel is read anew. */
export const ageHistories = (channelIds?: ReadonlyArray<Id>): void => {
  for (const channelId of channelIds ?? Object.keys(useMessages.getState().histories)) during.delete(channelId);
  useMessages.setState(({ histories }) => ({
    histories: Object.fromEntries(
      Object.entries(histories).map(([id, history]) =>
        !channelIds || channelIds.includes(id) ? [id, { ...history, current: false, busy: null }] : [id, history],
      ),
    ),
  }));
};

export const dropHistory = (channelId: Id): void => {
  during.delete(channelId);
  useMessages.setState(({ histories, outgoing }) => ({
    histories: Object.fromEntries(Object.entries(histories).filter(([id]) => id !== channelId)),
    outgoing: Object.fromEntries(Object.entries(outgoing).filter(([id]) => id !== channelId)),
  }));
};

/** A message on its way is shown, or shown differently. */
export const showOutgoing = (message: Outgoing): void => {
  remember(message.nonce, message.nonce);
  const { channelId } = message;
  useMessages.setState(({ outgoing }) => {
    const known = outgoing[channelId] ?? [];
    const all = known.some((other) => other.nonce === message.nonce)
      ? known.map((other) => (other.nonce === message.nonce ? message : other))
      : [...known, message];
    // One that is tried again, and one that another page left behind, take their places by age.
    return { outgoing: { ...outgoing, [channelId]: all.sort((a, b) => a.createdAt - b.createdAt) } };
  });
};

/** The server has stored it as `messageId`: its row waits for the event, unless that was here already. */
export const outgoingStored = (message: Outgoing, messageId: Id): void => {
  remember(messageId, message.nonce);
  const history = useMessages.getState().histories[message.channelId];
  // Without a window that reaches the present nothing would ever take the row's place.
  if (!history || history.hasAfter || history.messages.some((other) => other.id === messageId))
    hideOutgoing(message.channelId, [message.nonce]);
};

export const hideOutgoing = (channelId: Id, nonces: ReadonlyArray<string>): void =>
  useMessages.setState(({ outgoing }) => {
    const left = (outgoing[channelId] ?? []).filter((message) => !nonces.includes(message.nonce));
    return { outgoing: { ...outgoing, [channelId]: left } };
  });

export const clearMessages = (): void => {
  keys.clear();
  during.clear();
  useMessages.setState({ histories: {}, outgoing: {}, jump: null });
};

type Seen = (nonce: string) => void;
let onSeen: Seen = () => undefined;

/** Whom to tell that a message of ours was seen in its channel: the outbox need not send it again. */
export const whenSeen = (listener: Seen): void => {
  onSeen = listener;
};

/** Takes away the rows of messages on their way that are stored now. */
const settle = (channelId: Id, messages: ReadonlyArray<Message>): void => {
  const waiting = useMessages.getState().outgoing[channelId];
  if (!waiting || waiting.length === 0) return;
  const me = myId();
  const stored = messages
    .filter((message) => message.author?.id === me)
    .map((message) => keys.get(message.id) ?? message.nonce)
    .filter((nonce): nonce is string => nonce != null && waiting.some((other) => other.nonce === nonce));
  if (stored.length === 0) return;
  for (const nonce of stored) onSeen(nonce);
  hideOutgoing(channelId, stored);
};

const remember = (name: string, key: string): void => {
  if (keys.size >= KEYS_MAX) keys.delete(keys.keys().next().value ?? "");
  keys.set(name, key);
};

export type { ChatMessage, History };
