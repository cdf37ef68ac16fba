import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  ALL,
  has,
  inChannel,
  inServer,
  NONE,
  namesOf,
  PERMISSIONS,
  type Permission,
  powers,
  type RoleOf,
  rankOf,
  type Said,
  type Standing,
} from "./permissions";

/** Written by the server's own calculation (PermissionVectorsTest). */
interface Vector {
  user: string;
  owner: boolean;
  muted: boolean;
  roles: RoleOf[];
  own: string[];
  overwrites: Said[];
  inServer: Permission[];
  inChannel: Permission[];
  position: number;
}

const vectors = JSON.parse(
  readFileSync("../verticles/contract/src/test/resources/permissions.json", "utf8"),
) as Vector[];

const standing = (vector: Vector): Standing => ({ ...vector, userId: vector.user });

describe("permissions", () => {
  test("there are vectors of owners, muted people and overwrites of all kinds", () => {
    expect(vectors.length).toBeGreaterThanOrEqual(100);
    expect(vectors.some(({ owner }) => owner)).toBe(true);
    expect(vectors.some(({ muted, owner }) => muted && !owner)).toBe(true);
    expect(vectors.some(({ overwrites }) => overwrites.some(({ userId }) => userId))).toBe(true);
  });

  test.each(vectors.map((vector, index) => [index, vector] as const))("vector %i: as the server says", (_, vector) => {
    expect(namesOf(inServer(standing(vector)))).toEqual(vector.inServer);
    expect(namesOf(inChannel(standing(vector), vector.overwrites))).toEqual(vector.inChannel);
    if (!vector.owner) expect(rankOf(standing(vector))).toBe(vector.position);
  });

  test("who is muted may look, in the server too; owners and administrators are not bound", () => {
    const roles: RoleOf[] = [
      { id: "all", position: 0, permissions: ["VIEW_CHANNEL", "SEND_MESSAGES", "VIEW_AUDIT_LOG"] },
    ];
    const muted: Standing = { userId: "me", owner: false, roles, own: [], muted: true };
    expect(namesOf(inServer(muted))).toEqual(["VIEW_CHANNEL", "VIEW_AUDIT_LOG"]);
    expect(namesOf(inChannel(muted, []))).toEqual(["VIEW_CHANNEL"]);
    expect(inServer({ ...muted, owner: true })).toBe(ALL);
  });

  test("a name of a newer release allows nothing", () => {
    expect(powers(["FLY" as Permission])).toBe(NONE);
    expect(PERMISSIONS.every((name) => has(ALL, name))).toBe(true);
  });
});
