import { describe, expect, test } from "vitest";
import type { Message } from "../api/types";
import type { DurableFrame } from "../realtime/frames";
import {
  appended,
  applied,
  type History,
  noHistory,
  PAGE,
  prepended,
  type Reader,
  replaced,
  replayed,
  WINDOW_MAX,
} from "./history";

const reader: Reader = { id: "me", keys: new Map([["n7", "n7"]]) };

const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  channelId: "c",
  seq,
  author: { id: "bob", username: "bob", displayName: "Bob", avatarUrl: null },
  content: `text ${seq}`,
  type: "text",
  replyTo: null,
  pinned: false,
  attachments: [],
  reactions: [],
  mentions: [],
  mentionRoles: [],
  embeds: [],
  flags: 0,
  threadId: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  editedAt: null,
  ...more,
});

/** Messages from..to as the API gives them: newest first. */
const page = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(to - index));
const present = (from: number, to: number): History =>
  replaced(noHistory, page(from, to), { hasBefore: true, hasAfter: false }, reader);
const seqs = (history: History) => history.messages.map(({ seq }) => seq);
const frame = (event: string, data: object, seq = 0) => ({ event, stream: "c", seq, data }) as unknown as DurableFrame;
const arrived = (seq: number, more: Partial<Message> = {}) =>
  frame("message:new", { channelId: "c", message: message(seq, more) }, seq);
const reaction = (event: "reaction:added" | "reaction:removed", userId: string, count: number) =>
  frame(event, { channelId: "c", messageId: "m1", emoji: "👍", userId, count });

describe("history", () => {
  test("a page is turned into reading order", () => {
    expect(seqs(present(1, 3))).toEqual([1, 2, 3]);
  });

  test("a live message goes to the end, once", () => {
    const history = applied(applied(present(1, 2), arrived(3), reader), arrived(3), reader);
    expect(seqs(history)).toEqual([1, 2, 3]);
  });

  test("a live message is not appended to a window of the past", () => {
    const past = replaced(noHistory, page(1, 5), { hasBefore: false, hasAfter: true }, reader);
    expect(seqs(applied(past, arrived(90), reader))).toEqual([1, 2, 3, 4, 5]);
  });

  test("an older page goes before, without what is there already", () => {
    const history = prepended(present(51, 60), page(10, 51), reader);
    expect(seqs(history)).toEqual(Array.from({ length: 51 }, (_, index) => index + 10));
    expect(history.hasBefore).toBe(false);
    expect(prepended(present(51, 60), page(1, PAGE), reader).hasBefore).toBe(true);
  });

  test("a window that grows too large lets its far end go", () => {
    const large = present(1000, 1000 + WINDOW_MAX - 1);
    const older = prepended(large, page(1000 - PAGE, 999), reader);
    expect(older.messages).toHaveLength(WINDOW_MAX);
    expect(older.hasAfter).toBe(true);
    expect(seqs(older)[0]).toBe(1000 - PAGE);
    const newer = appended({ ...large, hasAfter: true }, page(1000 + WINDOW_MAX, 999 + WINDOW_MAX + PAGE), reader);
    expect(newer.messages).toHaveLength(WINDOW_MAX);
    expect(newer).toMatchObject({ hasBefore: true, hasAfter: true });
  });

  test("a short newer page reaches the present", () => {
    const past = replaced(noHistory, page(1, 5), { hasBefore: false, hasAfter: true }, reader);
    const history = appended(past, page(6, 8), reader);
    expect(seqs(history)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(history.hasAfter).toBe(false);
  });

  test("edits, pins and deletions change the message they name", () => {
    let history = present(1, 3);
    history = applied(history, frame("message:updated", { messageId: "m2", content: "new", editedAt: "then" }), reader);
    history = applied(history, frame("message:pinned", { messageId: "m3" }), reader);
    history = applied(history, frame("message:deleted", { messageId: "m1" }), reader);
    expect(seqs(history)).toEqual([2, 3]);
    expect(history.messages[0]).toMatchObject({ content: "new", editedAt: "then" });
    expect(history.messages[1]?.pinned).toBe(true);
    expect(applied(history, frame("message:unpinned", { messageId: "m3" }), reader).messages[1]?.pinned).toBe(false);
    expect(seqs(applied(history, frame("messages:deleted", { messageIds: ["m2", "m3"] }), reader))).toEqual([]);
  });

  test("what an update leaves out is as it was: previews alone are no edit", () => {
    const embeds = [{ type: "link", url: "https://example.org", title: "Example", siteName: "example.org" }];
    const shown = applied(present(1, 1), frame("message:updated", { messageId: "m1", embeds }), reader).messages[0];
    expect(shown).toEqual({ ...present(1, 1).messages[0], embeds });
    expect(shown?.editedAt).toBeNull();
    const update = { messageId: "m1", content: "none", editedAt: "then", mentions: ["u7"], embeds: [] };
    const edited = applied(present(1, 1), frame("message:updated", update), reader).messages[0];
    expect(edited).toMatchObject({ content: "none", editedAt: "then", mentions: ["u7"], embeds: [] });
  });

  test("reactions carry their count, and know which are mine", () => {
    let history = applied(present(1, 1), reaction("reaction:added", "bob", 1), reader);
    expect(history.messages[0]?.reactions).toEqual([{ emoji: "👍", count: 1, me: false }]);
    history = applied(history, reaction("reaction:added", "me", 2), reader);
    expect(history.messages[0]?.reactions).toEqual([{ emoji: "👍", count: 2, me: true }]);
    history = applied(history, reaction("reaction:removed", "bob", 1), reader);
    expect(history.messages[0]?.reactions).toEqual([{ emoji: "👍", count: 1, me: true }]);
    history = applied(history, reaction("reaction:removed", "me", 0), reader);
    expect(history.messages[0]?.reactions).toEqual([]);
  });

  test("an event for a message that is not here changes nothing", () => {
    const history = present(1, 2);
    expect(applied(history, frame("message:deleted", { messageId: "m9" }), reader)).toBe(history);
  });

  test("a page older than the events that came meanwhile ends as if it were newer", () => {
    const meanwhile = [
      arrived(4),
      frame("message:updated", { messageId: "m2", content: "edited", editedAt: "then" }),
      frame("message:deleted", { messageId: "m1" }),
      frame("message:deleted", { messageId: "m4" }),
      arrived(5),
    ];
    const once = replayed(present(1, 3), meanwhile, reader);
    expect(seqs(once)).toEqual([2, 3, 5]);
    expect(once.messages[0]?.content).toBe("edited");
    expect(replayed(once, meanwhile, reader)).toEqual(once);
  });

  test("a message sent from here keeps its row when it is stored", () => {
    const history = applied(present(1, 2), arrived(3, { nonce: "n7" }), reader);
    expect(history.messages.map(({ key }) => key)).toEqual(["m1", "m2", "n7"]);
    const acknowledged: Reader = { id: "me", keys: new Map([["m3", "n7"]]) };
    const read = replaced(noHistory, page(3, 3), { hasBefore: false, hasAfter: false }, acknowledged);
    expect(read.messages.map(({ key }) => key)).toEqual(["n7"]);
  });
});
