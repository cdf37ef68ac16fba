import type { Id } from "../../api/types";
import { dayOf } from "../../lib/time";
import type { Outgoing } from "../../realtime/outbox";
import type { ChatMessage, History } from "../../state/history";

/** A channel's messages as the rows of the list. Pure. */

export type Row =
  /** The beginning of the channel. */
  | { kind: "start"; key: string }
  /** More is to be had here. */
  | { kind: "more"; key: string; end: "before" | "after" }
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: ChatMessage; head: boolean }
  | { kind: "outgoing"; key: string; outgoing: Outgoing; head: boolean };

/** Messages of one author within this time are one group. */
const GROUP_MS = 7 * 60_000;

/** What grouping looks at. */
interface Previous {
  authorId: Id | null;
  at: number;
  day: string;
  system: boolean;
}

/** `unreadAfter`: the line "new" goes before the first message after this seq that is not mine; `null` for none. */
export const rowsOf = (history: History, outgoing: Outgoing[], me: Id, unreadAfter: number | null): Row[] => {
  const rows: Row[] = [];
  let previous = null as Previous | null;
  let lineDrawn = unreadAfter === null;
  rows.push(history.hasBefore ? { kind: "more", key: "before", end: "before" } : { kind: "start", key: "start" });
  for (const message of history.messages) {
    const at = Date.parse(message.createdAt);
    const day = dayOf(message.createdAt);
    if (day !== previous?.day) {
      rows.push({ kind: "day", key: `day ${day}`, at: message.createdAt });
      previous = null;
    }
    const authorId = message.author?.id ?? null;
    if (!lineDrawn && unreadAfter !== null && message.seq > unreadAfter && authorId !== me) {
      rows.push({ kind: "new", key: "new" });
      lineDrawn = true;
      previous = null;
    }
    const head = !continues(previous, authorId, at) || message.replyTo !== null || message.type === "system";
    rows.push({ kind: "message", key: message.key, message, head });
    previous = { authorId, at, day, system: message.type === "system" };
  }
  if (history.hasAfter) {
    rows.push({ kind: "more", key: "after", end: "after" });
    return rows;
  }
  for (const message of outgoing) {
    const iso = new Date(message.createdAt).toISOString();
    const day = dayOf(iso);
    if (day !== previous?.day) {
      rows.push({ kind: "day", key: `day ${day}`, at: iso });
      previous = null;
    }
    const head = !continues(previous, me, message.createdAt) || message.replyTo !== null;
    rows.push({ kind: "outgoing", key: message.nonce, outgoing: message, head });
    previous = { authorId: me, at: message.createdAt, day, system: false };
  }
  return rows;
};

const continues = (previous: Previous | null, authorId: Id | null, at: number): boolean =>
  previous !== null &&
  !previous.system &&
  previous.authorId !== null &&
  previous.authorId === authorId &&
  at - previous.at < GROUP_MS;
