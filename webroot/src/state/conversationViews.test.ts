import { describe, expect, test } from "vitest";
import type { Conversation, User } from "../api/types";
import { has } from "../lib/permissions";
import { inOrderOfTalk, powersIn, titleOf } from "./conversationViews";
import { unreadCount } from "./unreadTalk";

const person = (id: string): User => ({
  id,
  username: id,
  displayName: id.toUpperCase(),
  avatarUrl: null,
  bio: null,
  status: null,
  lastSeen: null,
  createdAt: "",
});
const two = (id: string, other: string): Conversation => ({ id, participants: [person("me"), person(other)] });
const group = (id: string, ...others: string[]): Conversation => ({
  id,
  ownerId: "me",
  participants: [person("me"), ...others.map(person)],
});

describe("a conversation", () => {
  test("is called by its people as they are called now, or by its own name", () => {
    const users = { bob: { id: "bob", username: "bob", displayName: "Robert", avatarUrl: null } };
    expect(titleOf(two("1", "bob"), "me", users)).toBe("Robert");
    expect(titleOf(group("2", "bob", "eve"), "me", users)).toBe("Robert, EVE");
    expect(titleOf({ ...group("2", "bob"), name: "Engines" }, "me", users)).toBe("Engines");
    expect(titleOf(group("3"), "me", users)).toBe("");
  });

  test("is written in by all who are there, unless one has blocked the only other", () => {
    const may = (one: Conversation, kinds = {}) => has(powersIn(one, "me", kinds), "SEND_MESSAGES");
    expect(may(two("1", "bob"))).toBe(true);
    expect(may(two("1", "bob"), { bob: "blocked" })).toBe(false);
    expect(may(group("2", "bob", "eve"), { bob: "blocked" })).toBe(true);
    expect(may({ id: "3", participants: [person("bob")] })).toBe(false);
  });
});

test("conversations stand by when something was said there last, else by when they were begun", () => {
  const early = "019a0000-0000-7000-8000-000000000000";
  const late = "019b0000-0000-7000-8000-000000000000";
  const both = [two(early, "a"), two(late, "b")];
  expect(inOrderOfTalk(both, {}).map(({ id }) => id)).toEqual([late, early]);
  const said = { [early]: 0x019c00000000 };
  expect(inOrderOfTalk(both, said).map(({ id }) => id)).toEqual([early, late]);
});

test("of a conversation what one was told of and has not read is counted", () => {
  const told = (seq: number, read = false, channelId = "c") =>
    ({ id: `n${seq}`, kind: "dm", channelId, seq, createdAt: "", read }) as const;
  const reads = { read: { c: 3 }, last: { c: 9 }, calls: {} };
  expect(unreadCount([told(9), told(7), told(5, true), told(2), told(8, false, "d")], reads, "c")).toBe(2);
  expect(unreadCount([], { ...reads, calls: { c: [4] } }, "c")).toBe(1);
  expect(unreadCount([told(9)], { ...reads, read: { c: 9 } }, "c")).toBe(0);
});
