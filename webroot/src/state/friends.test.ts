import { expect, test } from "vitest";
import type { PresenceStatus, RelationshipKind } from "../api/types";
import { type FriendTab, named, related } from "./friends";

const users = Object.fromEntries(
  ["ada", "bob", "eve", "zoe"].map((id) => [id, { id, username: id, displayName: id, avatarUrl: null }]),
);
const kinds: Record<string, RelationshipKind> = { zoe: "incoming", ada: "outgoing", bob: "friend", eve: "friend" };
const presence: Record<string, PresenceStatus> = { eve: "idle" };
const ids = (tab: FriendTab) => related(tab, kinds, users, presence, "en").map(({ person }) => person.id);

test("each tab has its people by name, those who wait for me first", () => {
  expect(ids("all")).toEqual(["bob", "eve"]);
  expect(ids("online")).toEqual(["eve"]);
  expect(ids("pending")).toEqual(["zoe", "ada"]);
  expect(ids("blocked")).toEqual([]);
});

test("who is not known by name yet is left out until they are", () => {
  expect(related("all", { gone: "friend" }, users, {}, "en")).toEqual([]);
});

test("a name is found anywhere in it, whatever the case", () => {
  expect(named(related("all", kinds, users, {}, "en"), " VE ").map(({ person }) => person.id)).toEqual(["eve"]);
});
