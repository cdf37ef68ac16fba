import type { Level } from "../../api/types";

/** What is chosen of a level in a list; the rule of the server, or none, where nothing is. */
export type Chosen = NonNullable<Level["level"]> | "usual";

const MINUTE_MS = 60_000;

/** For how long something may be muted, in minutes; the last is for good. */
export const MUTES = [15, 60, 480, 1_440, Number.POSITIVE_INFINITY] as const;

/** A time that nobody waits for. */
const FOR_GOOD = "9999-12-31T23:59:59.999Z";

/** Until when, as the server is told it. */
export const mutedUntil = (minutes: number, now: number): string =>
  Number.isFinite(minutes) ? new Date(now + minutes * MINUTE_MS).toISOString() : FOR_GOOD;

/** Until when something is muted still, and whether that is for good; `null` when it is not. */
export const muteOf = (level: Level | undefined, now: number): { until: string; forGood: boolean } | null => {
  const until = level?.mutedUntil;
  return until !== undefined && Date.parse(until) > now ? { until, forGood: isForGood(until, now) } : null;
};

const YEARS_MS = 10 * 365 * 86_400_000;

/** So far away that its date says nothing; another client may know another word for never. */
const isForGood = (until: string, now: number): boolean => Date.parse(until) - now > YEARS_MS;
