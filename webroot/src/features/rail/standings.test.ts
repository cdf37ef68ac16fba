import { expect, test } from "vitest";
import type { Channel } from "../../api/types";
import { standingsOf } from "./standings";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const channels = Object.fromEntries(
  [
    ["a", "s"],
    ["b", "s"],
    ["c", "t"],
  ].map(([id = "", serverId]) => [id, { id, serverId } as Channel]),
);
const reads = { read: { a: 1, b: 5 }, last: { a: 2, b: 5, c: 9 }, calls: { c: [8, 9] } };
const muted = (subjectId: string, mutedUntil: string) => ({ [subjectId]: { subjectId, mutedUntil } });
const of = (levels: Parameters<typeof standingsOf>[2]) => standingsOf(channels, reads, levels, NOW);

test("a server is unread where one of its channels is, and tells how often one is called in it", () => {
  expect(of({})).toEqual({ s: { unread: true, mentions: 0 }, t: { unread: true, mentions: 2 } });
});

test("what is muted, itself or with its server, looks read, but still calls", () => {
  expect(of(muted("a", "2026-11-22T12:00:01Z")).s).toEqual({ unread: false, mentions: 0 });
  expect(of(muted("t", "9999-12-31T23:59:59.999Z")).t).toEqual({ unread: false, mentions: 2 });
  expect(of(muted("a", "2026-11-22T11:59:59Z")).s?.unread).toBe(true);
});
