import { expect, test } from "vitest";
import type { Invite } from "../../api/types";
import { likeNew } from "./invites";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const invite = (over: Partial<Invite>): Invite => ({
  code: "Abcdefghjk",
  expiresAt: null,
  maxUses: null,
  uses: 0,
  url: null,
  createdBy: "me",
  ...over,
});
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const found = (over: Partial<Invite>, life: number, uses: number) =>
  likeNew([invite({ code: "other", createdBy: "you" }), invite(over)], "me", { life, uses }, NOW)?.code;

test("an invite without an end or a number is given out again, however often it was used", () => {
  expect(found({ uses: 7 }, 0, 0)).toBe("Abcdefghjk");
  expect(found({}, 3600, 0)).toBeUndefined();
  expect(found({}, 0, 10)).toBeUndefined();
});

test("one that ends does while nine tenths of its time are left", () => {
  expect(found({ expiresAt: inSeconds(3599) }, 3600, 0)).toBe("Abcdefghjk");
  expect(found({ expiresAt: inSeconds(3241) }, 3600, 0)).toBe("Abcdefghjk");
  expect(found({ expiresAt: inSeconds(3240) }, 3600, 0)).toBeUndefined();
  expect(found({ expiresAt: inSeconds(7000) }, 3600, 0)).toBeUndefined();
  expect(found({ expiresAt: inSeconds(3599) }, 0, 0)).toBeUndefined();
});

test("one for a number of people does while nobody has used it", () => {
  expect(found({ maxUses: 10 }, 0, 10)).toBe("Abcdefghjk");
  expect(found({ maxUses: 10, uses: 1 }, 0, 10)).toBeUndefined();
  expect(found({ maxUses: 10 }, 0, 1)).toBeUndefined();
});

test("nobody gives out what somebody else has made", () => {
  expect(likeNew([invite({ createdBy: "you" })], "me", { life: 0, uses: 0 }, NOW)).toBeUndefined();
});
