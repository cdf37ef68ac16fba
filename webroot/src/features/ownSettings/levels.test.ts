import { expect, test } from "vitest";
import { MUTES, mutedUntil, muteOf } from "./levels";

const NOW = Date.parse("2026-11-22T10:00:00.000Z");

test("a mute ends when it was said to, or never", () => {
  expect(mutedUntil(15, NOW)).toBe("2026-11-22T10:15:00.000Z");
  const level = (minutes: number) => ({ subjectId: "s", mutedUntil: mutedUntil(minutes, NOW) });
  expect(MUTES.map((minutes) => muteOf(level(minutes), NOW)?.forGood)).toEqual([false, false, false, false, true]);
  expect(muteOf(level(15), NOW + 16 * 60_000)).toBeNull();
  expect(muteOf({ subjectId: "s", level: "all" }, NOW)).toBeNull();
  expect(muteOf(undefined, NOW)).toBeNull();
});
