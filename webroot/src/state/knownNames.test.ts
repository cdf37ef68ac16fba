import { beforeEach, expect, test } from "vitest";
import type { Channel, Member, Role, ServerDetail, ServerEmoji } from "../api/types";
import { powers } from "../lib/permissions";
import { setChannels } from "./channels";
import { knownNames } from "./knownNames";
import { setRoster } from "./members";
import { setServers } from "./servers";

const member = (id: string, nickname: string | null) =>
  ({ user: { id, username: id, displayName: id, avatarUrl: null }, nickname, roles: [] }) as unknown as Member;
const role = (id: string, name: string, mentionable: boolean) => ({ id, name, mentionable, position: 1 }) as Role;
const here = {
  id: "c",
  serverId: "s",
  name: "big room",
  type: "text",
  overwrites: [] as Channel["overwrites"],
} as Channel;

beforeEach(() => {
  setServers([
    {
      id: "s",
      roles: [
        { ...role("all", "everyone", true), position: 0 },
        role("open", "Helpers", true),
        role("shut", "Staff", false),
      ],
      emoji: [{ id: "e", name: "parrot" } as ServerEmoji],
      member: null,
    } as unknown as ServerDetail,
  ]);
  setChannels([here, { ...here, id: "v", name: "talk", type: "voice" }]);
  setRoster("s", [
    member("bob", "Big Bob"),
    member("bobby", "Big Bob"),
    member("zoe", "bob"),
    member("eve", "everyone"),
  ]);
});

test("people, roles that may be called, channels and emoji have names; what several are called names nobody", () => {
  expect(knownNames(here, powers([]))).toEqual({
    "@bob": "<@bob>",
    "@bobby": "<@bobby>",
    "@zoe": "<@zoe>",
    "@eve": "<@eve>",
    "@Helpers": "<@&open>",
    "#big room": "<#c>",
    ":parrot:": "<:parrot:e>",
  });
});

test("whoever may call everybody may call any role, and nobody is called for being called everyone", () => {
  const names = knownNames(here, powers(["MENTION_EVERYONE"]));
  expect(names["@Staff"]).toBe("<@&shut>");
  expect(names["@everyone"]).toBeUndefined();
});
