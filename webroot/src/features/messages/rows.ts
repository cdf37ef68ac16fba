import type { Id } from "../../api/types";
import { dayOf } from "../../lib/time";
import type { Outgoing } from "../../realtime/outbox";
import type { ChatMessage, History } from "../../state/history";
import { IMPORTED } from "../../state/selectors";

/**
 * A channel's messages as the rows of the list. Pure.
 *
 * Every row but the first of a channel is a message, and what stands above one (a day, the line "new") belongs to its
 * row: the list keeps its place by the key of a row that is sure to be there when more has come before it.
 */
export type Row =
  /** The beginning of the channel. */
  | { kind: "start"; key: string }
  | ({ kind: "message"; key: string; message: ChatMessage } & Setting)
  | ({ kind: "outgoing"; key: string; outgoing: Outgoing } & Setting);

/** How a message stands among the others. */
export interface Setting {
  /** First of its group: with the author's name and picture. */
  head: boolean;
  /** The first of its day: when. */
  day: string | null;
  /** The first that was not read. */
  line: boolean;
}

/** Messages of one author within this time are one group. */
const GROUP_MS = 7 * 60_000;

/** What grouping looks at. */
interface Previous {
  authorId: Id | null;
  at: number;
  day: string;
  system: boolean;
  imported: boolean;
}

/** `unreadAfter`: the line "new" goes before the first message after this seq that is not mine; `null` for none. */
export const rowsOf = (history: History, outgoing: Outgoing[], me: Id, unreadAfter: number | null): Row[] => {
  const rows: Row[] = [];
  let previous: Previous | null = null;
  let lineDrawn = unreadAfter === null;
  if (!history.hasBefore) rows.push({ kind: "start", key: "start" });
  for (const message of history.messages) {
    const now: Previous = {
      authorId: message.author?.id ?? null,
      at: Date.parse(message.createdAt),
      day: dayOf(message.createdAt),
      system: message.type === "system",
      imported: (message.flags & IMPORTED) !== 0,
    };
    const line = !lineDrawn && message.seq > (unreadAfter ?? 0) && now.authorId !== me;
    if (line) lineDrawn = true;
    // How the oldest one stands is not known before its predecessor is here: shown now, it would change its height
    // later and move what somebody reads.
    if (history.hasBefore && message === history.messages[0]) {
      previous = now;
      continue;
    }
    const day: string | null = now.day === previous?.day ? null : message.createdAt;
    const head = line || message.replyTo !== null || now.system || !continues(previous, now);
    rows.push({ kind: "message", key: message.key, message, head, day, line });
    previous = now;
  }
  if (history.hasAfter) return rows;
  for (const message of outgoing) {
    const iso = new Date(message.createdAt).toISOString();
    const now: Previous = { authorId: me, at: message.createdAt, day: dayOf(iso), system: false, imported: false };
    const day: string | null = now.day === previous?.day ? null : iso;
    const head = message.replyTo !== null || !continues(previous, now);
    rows.push({ kind: "outgoing", key: message.nonce, outgoing: message, head, day, line: false });
    previous = now;
  }
  return rows;
};

const continues = (previous: Previous | null, now: Previous): boolean =>
  previous !== null &&
  !previous.system &&
  previous.authorId !== null &&
  previous.authorId === now.authorId &&
  previous.imported === now.imported &&
  previous.day === now.day &&
  now.at - previous.at < GROUP_MS;
