import { expect, test } from "vitest";
import type { Role } from "../../api/types";
import { applied, changeOf, isTouched, placeAt, touched, UNTOUCHED } from "./roleDraft";

const role: Role = {
  id: "role",
  serverId: "server",
  name: "Gardeners",
  color: 0,
  permissions: ["VIEW_CHANNEL", "SPEAK"],
  position: 3,
  hoist: false,
  mentionable: false,
};

test("only what was changed is told, and what is put back is no change", () => {
  const draft = touched(role, UNTOUCHED, { name: "Keepers", permissions: { SPEAK: false, CONNECT: true } });
  expect(changeOf(role, draft)).toEqual({ name: "Keepers", permissions: ["VIEW_CHANNEL", "CONNECT"] });
  const back = touched(role, draft, { name: "Gardeners", permissions: { SPEAK: true, CONNECT: false } });
  expect(isTouched(role, back)).toBe(false);
});

test("what somebody else changes meanwhile stays, except where one has changed the same", () => {
  const draft = touched(role, UNTOUCHED, { permissions: { SPEAK: false } });
  const theirs: Role = { ...role, name: "Weeders", permissions: ["VIEW_CHANNEL", "SPEAK", "KICK_MEMBERS"] };
  expect(applied(theirs, draft)).toMatchObject({ name: "Weeders", permissions: ["VIEW_CHANNEL", "KICK_MEMBERS"] });
  expect(changeOf(theirs, draft)).toEqual({ permissions: ["VIEW_CHANNEL", "KICK_MEMBERS"] });
  // They did the same: nothing is left to save.
  expect(isTouched({ ...role, permissions: ["VIEW_CHANNEL"] }, draft)).toBe(false);
});

test("places are counted from below, above everybody's role", () => {
  expect(placeAt(0, 3)).toBe(2);
  expect(placeAt(1, 3)).toBe(1);
});
