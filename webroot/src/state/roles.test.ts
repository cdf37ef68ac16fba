import { expect, test } from "vitest";
import type { Member, Role } from "../api/types";
import { byName, byRank, colorOf, rosterGroups } from "./roles";

const role = (id: string, position: number, over: Partial<Role> = {}): Role => ({
  id,
  serverId: "s",
  name: id,
  color: 0,
  hoist: false,
  mentionable: false,
  permissions: [],
  position,
  ...over,
});
const member = (id: string, roles: string[] = [], nickname: string | null = null) =>
  ({ user: { id, username: id, displayName: id, avatarUrl: null }, nickname, roles }) as unknown as Member;

const ranked = byRank([
  role("everybody", 0, { hoist: true, color: 0x333333 }),
  role("low", 1, { hoist: true, color: 0x00ff00 }),
  role("plain", 2, { color: 0xff0000 }),
  role("high", 3, { hoist: true }),
]);

test("a name has the colour of the highest role that has one", () => {
  expect(colorOf(ranked, ["low", "plain", "high"])).toBe(0xff0000);
  expect(colorOf(ranked, ["low"])).toBe(0x00ff00);
  expect(colorOf(ranked, [])).toBe(0x333333);
  expect(colorOf([role("everybody", 0)], [])).toBe(0);
});

test("who is there stands under the highest role that is listed apart, and who is away at the end", () => {
  const members = [
    member("zoe", ["low", "high"]),
    member("ada", ["plain"]),
    member("bob", ["low"]),
    member("eve", ["high"]),
    member("gone", ["high"]),
    member("x", [], "Aaron"),
  ];
  const there = Object.fromEntries(["zoe", "ada", "bob", "eve", "x"].map((id) => [id, "online" as const]));
  const groups = rosterGroups(byName(members, "en"), there, ranked);
  expect(groups.map(({ key, members }) => [key, members.map(({ user }) => user.id)])).toEqual([
    ["high", ["eve", "zoe"]],
    ["low", ["bob"]],
    ["online", ["x", "ada"]],
    ["offline", ["gone"]],
  ]);
});

test("in each group they stand by name in the reader's language", () => {
  const members = ["Ёлка", "Жук", "Егор", "anna", "Boris"].map((name) => member(name));
  expect(byName(members, "ru").map(({ user }) => user.id)).toEqual(["Егор", "Ёлка", "Жук", "anna", "Boris"]);
});
