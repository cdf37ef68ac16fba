/**
 * What is tried to connect a pair, and when: nothing yet, new candidates (an ICE restart), or everything anew. Pure:
 * time is an argument.
 */

/** A connection that was never there is made anew after this. */
export const CONNECT_MS = 8_000;
/** One that is disturbed gets so long to come back by itself. */
const DISTURBED_MS = 3_000;
/** After new candidates it gets so long. */
const RESTARTED_MS = 8_000;
/** Whoever did not make the offer waits so much longer: the other one is likely to do something. */
const FOLLOWER_MS = 4_000;
/** With each further attempt one waits longer, up to this. */
const WAIT_MAX_MS = 30_000;
/** From this attempt on every second one goes through a relay alone. */
const RELAY_FROM = 3;

/** A peer connection, as far as it matters here. Times are in milliseconds. */
export interface Attempt {
  /** Counts from 1. */
  number: number;
  bornAt: number;
  /** Whether it was ever connected. */
  connected: boolean;
  /** Since when it is disturbed. */
  badSince: number | null;
  /** When it was given new candidates last, since it was good. */
  restartedAt: number | null;
  /** Whether we made its offer. */
  leads: boolean;
}

export type PairState = "connecting" | "connected" | "disturbed" | "failed";
export type Step = "none" | "restart" | "recreate";

export const newAttempt = (number: number, leads: boolean, now: number): Attempt => ({
  number,
  bornAt: now,
  connected: false,
  badSince: null,
  restartedAt: null,
  leads,
});

/** What has become of it. */
export const seen = (attempt: Attempt, state: PairState, now: number): Attempt => {
  if (state === "connected") return { ...attempt, connected: true, badSince: null, restartedAt: null };
  if (state === "connecting" || !attempt.connected) return attempt;
  return { ...attempt, badSince: attempt.badSince ?? now };
};

/** What is to be done now. */
export const nextStep = (attempt: Attempt, state: PairState, now: number): Step => {
  const more = attempt.leads ? 0 : FOLLOWER_MS;
  if (!attempt.connected) return now - attempt.bornAt >= patience(attempt.number) + more ? "recreate" : "none";
  if (attempt.badSince === null) return "none";
  if (attempt.restartedAt !== null) return now - attempt.restartedAt >= RESTARTED_MS + more ? "recreate" : "none";
  const wait = (state === "failed" ? 0 : DISTURBED_MS) + more;
  return now - attempt.badSince >= wait ? "restart" : "none";
};

const patience = (number: number): number => Math.min(WAIT_MAX_MS, CONNECT_MS * Math.max(1, number - RELAY_FROM + 1));

/** Whether an attempt goes through a relay alone: the third, where there is one, and from there every second. */
export const relayOnly = (number: number, hasRelay: boolean): boolean =>
  hasRelay && number >= RELAY_FROM && (number - RELAY_FROM) % 2 === 0;
