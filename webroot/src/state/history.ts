import type { Id, Message, Reaction } from "../api/types";
import type { DurableFrame, ReactionChange } from "../realtime/frames";

/**
 * One channel's messages as far as they are here: one contiguous window. Pure functions over it.
 *
 * Live messages are appended only where the window reaches the present (`hasAfter` false); otherwise they are counted.
 */

/** A message as it is shown. */
export interface ChatMessage extends Message {
  /** The row's identity: its nonce if it was sent from here, so that being stored does not make it a new row. */
  key: string;
}

export interface History {
  messages: ChatMessage[];
  /** There is more before the first, or after the last. */
  hasBefore: boolean;
  hasAfter: boolean;
  /** What is being loaded. */
  busy: "around" | "before" | "after" | null;
  failed: boolean;
  /** Read since the last greeting; when not, there may be a hole at its end. */
  current: boolean;
  /** Changes with each replacement of the window, not with its growth. */
  generation: number;
}

export const PAGE = 50;
/** Beyond this many the far end is let go. */
export const WINDOW_MAX = 400;

export const noHistory: History = {
  messages: [],
  hasBefore: true,
  hasAfter: true,
  busy: null,
  failed: false,
  current: false,
  generation: 0,
};

/** What events and pages need to know about the reader. */
export interface Reader {
  id: Id;
  /** Row keys of messages sent from here, by nonce and by id. */
  keys: ReadonlyMap<string, string>;
}

/** The window anew: the present, or somewhere around a message. `page` is newest first, as the API gives it. */
export const replaced = (history: History, page: Message[], ends: Ends, reader: Reader): History => ({
  messages: sorted(page, reader),
  hasBefore: ends.hasBefore,
  hasAfter: ends.hasAfter,
  busy: null,
  failed: false,
  current: true,
  generation: history.generation + 1,
});

export interface Ends {
  hasBefore: boolean;
  hasAfter: boolean;
}

/** The window with an older page before it; if it grows too large its newest end is let go. */
export const prepended = (history: History, page: Message[], reader: Reader): History => {
  const older = sorted(page, reader).filter((m) => m.seq < (history.messages[0]?.seq ?? Number.POSITIVE_INFINITY));
  const all = [...older, ...history.messages];
  const hasBefore = page.length >= PAGE;
  return {
    ...history,
    messages: all.slice(0, WINDOW_MAX),
    hasBefore,
    busy: null,
    failed: false,
    ...cut(all, "hasAfter"),
  };
};

/** The window with a newer page after it; if it grows too large its oldest end is let go. */
export const appended = (history: History, page: Message[], reader: Reader): History => {
  const newer = sorted(page, reader).filter((m) => m.seq > (history.messages.at(-1)?.seq ?? -1));
  const all = [...history.messages, ...newer];
  const hasAfter = page.length >= PAGE;
  return {
    ...history,
    messages: all.slice(-WINDOW_MAX),
    hasAfter,
    busy: null,
    failed: false,
    ...cut(all, "hasBefore"),
  };
};

const cut = (all: ChatMessage[], end: "hasBefore" | "hasAfter"): Partial<Ends> =>
  all.length > WINDOW_MAX ? { [end]: true } : {};

/** The window after an event. Applying the same events again, in order, changes nothing. */
export const applied = (history: History, frame: DurableFrame, reader: Reader): History => {
  switch (frame.event) {
    case "message:new":
      return withNew(history, frame.data.message, reader);
    case "message:updated": {
      const { content, editedAt } = frame.data;
      return withChanged(history, frame.data.messageId, (message) => ({
        ...message,
        content,
        editedAt,
      }));
    }
    case "message:deleted":
      return without(history, [frame.data.messageId]);
    case "messages:deleted":
      return without(history, frame.data.messageIds);
    case "reaction:added":
    case "reaction:removed":
      return withChanged(history, frame.data.messageId, (message) => ({
        ...message,
        reactions: reacted(message.reactions, frame.data, frame.event === "reaction:added", reader.id),
      }));
    case "message:pinned":
    case "message:unpinned":
      return withChanged(history, frame.data.messageId, (message) => ({
        ...message,
        pinned: frame.event === "message:pinned",
      }));
    default:
      return history;
  }
};

/** Events that came while a page was on its way are applied again over it: the page may be older than they. */
export const replayed = (history: History, frames: ReadonlyArray<DurableFrame>, reader: Reader): History =>
  frames.reduce((window, frame) => applied(window, frame, reader), history);

const withNew = (history: History, message: Message, reader: Reader): History => {
  const last = history.messages.at(-1);
  if (history.hasAfter || (last && message.seq <= last.seq)) return history;
  const all = [...history.messages, keyed(message, reader)];
  // Somebody reads up there when the window is this large: the oldest are let go only at a page's size at a time.
  if (all.length <= WINDOW_MAX + PAGE) return { ...history, messages: all };
  return { ...history, messages: all.slice(-WINDOW_MAX), hasBefore: true };
};

const withChanged = (history: History, id: Id, change: (message: ChatMessage) => ChatMessage): History =>
  history.messages.some((message) => message.id === id)
    ? { ...history, messages: history.messages.map((message) => (message.id === id ? change(message) : message)) }
    : history;

const without = (history: History, ids: ReadonlyArray<Id>): History =>
  history.messages.some((message) => ids.includes(message.id))
    ? { ...history, messages: history.messages.filter((message) => !ids.includes(message.id)) }
    : history;

const reacted = (reactions: Reaction[], change: ReactionChange, added: boolean, me: Id): Reaction[] => {
  const { emoji, count, userId } = change;
  if (count <= 0) return reactions.filter((reaction) => reaction.emoji !== emoji);
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  const mine = userId === me ? added : (known?.me ?? false);
  const next = { emoji, count, me: mine };
  return known ? reactions.map((reaction) => (reaction === known ? next : reaction)) : [...reactions, next];
};

const sorted = (page: Message[], reader: Reader): ChatMessage[] =>
  page.map((message) => keyed(message, reader)).sort((a, b) => a.seq - b.seq);

const keyed = (message: Message, reader: Reader): ChatMessage => ({
  ...message,
  key: reader.keys.get(message.id) ?? (message.nonce ? reader.keys.get(message.nonce) : undefined) ?? message.id,
});
