import { describe, expect, test } from "vitest";
import type { Outgoing } from "../../realtime/outbox";
import { type ChatMessage, type History, noHistory } from "../../state/history";
import { type Row, rowsOf } from "./rows";

const start = new Date(2026, 10, 21, 10, 0).getTime();
const MINUTE = 60_000;

const message = (seq: number, authorId: string | null, minutes: number, more: Partial<ChatMessage> = {}) =>
  ({
    id: `m${seq}`,
    key: `m${seq}`,
    seq,
    author: authorId === null ? null : { id: authorId },
    type: "text",
    replyTo: null,
    createdAt: new Date(start + minutes * MINUTE).toISOString(),
    ...more,
  }) as unknown as ChatMessage;

const outgoing = (nonce: string, minutes: number): Outgoing => ({
  nonce,
  channelId: "c",
  content: nonce,
  replyTo: null,
  priority: 0,
  createdAt: start + minutes * MINUTE,
  state: "waiting",
  error: null,
});

/** A window after one older message of somebody else, the day before. */
const history = (...messages: ChatMessage[]): History => ({
  ...noHistory,
  messages: [message(0, "z", -2000), ...messages],
  hasBefore: true,
  hasAfter: false,
});
const heads = (rows: Row[]) => rows.map((row) => row.kind !== "start" && row.head);

describe("rows", () => {
  test("messages of one author within seven minutes are one group", () => {
    const rows = rowsOf(
      history(message(1, "a", 0), message(2, "a", 6), message(3, "a", 12), message(4, "a", 19), message(5, "b", 19.5)),
      [],
      "me",
      null,
    );
    expect(heads(rows)).toEqual([true, false, false, true, true]);
  });

  test("what was imported and what was written here are never one group", () => {
    const rows = rowsOf(
      history(message(1, "a", 0, { flags: 1 }), message(2, "a", 1, { flags: 1 }), message(3, "a", 2, { flags: 0 })),
      [outgoing("n", 2.5)],
      "a",
      null,
    );
    expect(heads(rows)).toEqual([true, false, true, false]);
  });

  test("a reply, a system message and a deleted author stand alone", () => {
    const rows = rowsOf(
      history(
        message(1, "a", 0),
        message(2, "a", 1, { replyTo: "x" }),
        message(3, "a", 2, { type: "system" }),
        message(4, "a", 3),
        message(5, null, 4),
        message(6, null, 4),
      ),
      [],
      "me",
      null,
    );
    expect(heads(rows)).toEqual([true, true, true, true, true, true]);
  });

  test("a day stands above its first message, which begins a group", () => {
    const rows = rowsOf(history(message(1, "a", 839), message(2, "a", 841), message(3, "a", 842)), [], "me", null);
    expect(rows.map((row) => row.kind !== "start" && row.day !== null)).toEqual([true, true, false]);
    expect(heads(rows)).toEqual([true, true, false]);
  });

  test("the line stands once, before the first unread message of somebody else", () => {
    const messages = history(message(1, "a", 0), message(2, "me", 1), message(3, "a", 2), message(4, "a", 3));
    const lines = (after: number | null) =>
      rowsOf(messages, [], "me", after).flatMap((row) => (row.kind === "message" && row.line ? [row.message.seq] : []));
    expect(lines(1)).toEqual([3]);
    expect(lines(4)).toEqual([]);
    expect(lines(null)).toEqual([]);
  });

  test("the beginning is shown once it is reached", () => {
    const reached = rowsOf({ ...history(), hasBefore: false }, [], "me", null);
    expect(reached.map((row) => row.kind)).toEqual(["start", "message"]);
  });

  test("an older page changes nothing about the rows that are there", () => {
    const older = [message(1, "a", 0), message(2, "a", 1), message(3, "a", 2)];
    const newer = [message(4, "a", 3), message(5, "a", 4), message(6, "b", 900)];
    const window = { ...noHistory, hasBefore: true, hasAfter: false };
    const before = rowsOf({ ...window, messages: newer }, [], "me", null);
    const after = rowsOf({ ...window, messages: [...older, ...newer] }, [], "me", null);
    expect(before.map((row) => row.key)).toEqual(["m5", "m6"]);
    expect(after.slice(-2)).toEqual(before);
  });

  test("where everything here is unread the line is somewhere before", () => {
    const window = {
      ...noHistory,
      hasBefore: true,
      hasAfter: false,
      messages: [message(8, "a", 0), message(9, "a", 1)],
    };
    expect(rowsOf(window, [], "me", 3).some((row) => row.kind === "message" && row.line)).toBe(false);
  });

  test("what is on its way follows, grouped with what was stored, under its nonce", () => {
    const rows = rowsOf(history(message(1, "me", 0)), [outgoing("n1", 1), outgoing("n2", 30)], "me", null);
    expect(rows.map((row) => row.key)).toEqual(["m1", "n1", "n2"]);
    expect(heads(rows)).toEqual([true, false, true]);
  });

  test("what is on its way belongs to the present, not to a window of the past", () => {
    const past = { ...history(message(1, "me", 0)), hasAfter: true };
    expect(rowsOf(past, [outgoing("n1", 1)], "me", null).map((row) => row.key)).toEqual(["m1"]);
  });
});
