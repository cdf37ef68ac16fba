import { describe, expect, test } from "vitest";
import type { Role } from "../api/types";
import { inServer, type Permission, type Standing } from "../lib/permissions";
import { deedsOn } from "./deedsOn";

const role = (id: string, position: number, permissions: Permission[] = []): Role => ({
  id,
  serverId: "s",
  name: id,
  color: 0,
  permissions,
  position,
  hoist: false,
  mentionable: false,
});
const ROLES = [
  role("all", 0, ["VIEW_CHANNEL", "CHANGE_NICKNAME"]),
  role("plain", 1),
  role("banner", 2, ["BAN_MEMBERS"]),
  role("mod", 3, ["KICK_MEMBERS", "MUTE_MEMBERS", "MANAGE_ROLES", "MANAGE_NICKNAMES"]),
  role("admin", 4, ["ADMINISTRATOR"]),
];
const standing = (userId: string, own: string[], owner = false): Standing => ({
  userId,
  owner,
  roles: ROLES,
  own,
  muted: false,
});
const on = (mine: Standing, theirs: Standing, muted = false) => deedsOn(mine, inServer(mine), theirs, muted);
const mod = standing("mod", ["mod"]);

describe("what one may do to somebody", () => {
  test("is done to those below alone, by permission", () => {
    expect(on(mod, standing("bob", ["plain"]))).toMatchObject({ nickname: true, mute: true, kick: true, ban: false });
    expect(on(mod, standing("eve", ["mod"]))).toMatchObject({ nickname: false, mute: false, kick: false, roles: [] });
    expect(on(mod, standing("ada", [], true))).toMatchObject({ kick: false, ban: false });
    expect(on(standing("ada", [], true), mod)).toMatchObject({ kick: true, ban: true, nickname: true });
  });

  test("with oneself is what one is called, and one's lower roles", () => {
    expect(on(mod, mod)).toMatchObject({ nickname: true, kick: false, ban: false, mute: false });
    expect(on(mod, mod).roles.map(({ id }) => id)).toEqual(["plain"]);
    expect(on(standing("bob", []), standing("bob", []))).toMatchObject({ nickname: true, roles: [] });
  });

  test("is no mute of whom a mute does not bind, and of the muted its end", () => {
    const owner = standing("ada", [], true);
    expect(on(owner, standing("x", ["admin"]))).toMatchObject({ mute: false, kick: true });
    expect(on(mod, standing("bob", []), true)).toMatchObject({ mute: false, unmute: true });
  });

  test("gives no role that has what one lacks, and takes it", () => {
    expect(on(mod, standing("bob", [])).roles.map(({ id }) => id)).toEqual(["plain"]);
    expect(on(mod, standing("bob", ["banner"])).roles.map(({ id }) => id)).toEqual(["banner", "plain"]);
  });
});
