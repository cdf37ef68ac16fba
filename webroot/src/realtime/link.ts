import type { ReconnectPolicy } from "./frames";

/**
 * The connection as a state machine. Pure: time and chance are arguments; what is to be done comes back as effects.
 *
 *     idle ──start──▶ connecting ──opened──▶ greeting ──welcomed──▶ live
 *                        ▲  │ closed / due        │ closed / due       │ closed / dead / due (a node told us to leave)
 *                        │  ▼                     ▼                    ▼
 *                        └─ waiting ◀─────────────┴────────────────────┘   (after 10 attempts: stuck, until "now")
 *     ended: the server said not to come back as we are; idle again: we left.
 */

export type Link =
  | { kind: "idle" }
  | { kind: "connecting"; attempt: number }
  | { kind: "greeting"; attempt: number }
  | { kind: "live"; node: string }
  | { kind: "waiting"; attempt: number; retryAt: number; refreshFirst: boolean }
  | { kind: "stuck"; attempt: number }
  | { kind: "ended"; reason: EndReason };

/** Why the server does not want us back as we are. */
export type EndReason = "unauthenticated" | "revoked" | "protocol";

export type LinkInput =
  | { kind: "start" }
  | { kind: "opened" }
  | { kind: "welcomed"; node: string; policy: ReconnectPolicy }
  /** The node now asks for another way of coming back. */
  | { kind: "policy"; policy: ReconnectPolicy }
  /** The deadline that was asked for has come. */
  | { kind: "due" }
  /** Nothing is heard on a connection that should be live. */
  | { kind: "dead" }
  | { kind: "closed"; code: number; reason: string }
  /** The node leaves: we are to be elsewhere after so many milliseconds. */
  | { kind: "told"; afterMs: number }
  /** What we know of the server no longer holds: a new connection at once. */
  | { kind: "afresh" }
  /** Someone pressed "now", or the browser came back online. */
  | { kind: "now" }
  /** There is nobody signed in. */
  | { kind: "refused" }
  | { kind: "stop" };

export type LinkEffect =
  | { kind: "open"; refreshFirst: boolean }
  | { kind: "greet" }
  | { kind: "close" }
  | { kind: "deadline"; at: number }
  | { kind: "noDeadline" };

export interface LinkState {
  link: Link;
  policy: ReconnectPolicy;
  /** When a leaving node wants us to come back; used once. */
  leaveAt: number | null;
  /** The last token was not taken: a newer one is tried once. */
  doubted: boolean;
}

export const CONNECT_TIMEOUT_MS = 10_000;
export const ATTEMPTS_MAX = 10;
export const DEFAULT_POLICY: ReconnectPolicy = { baseMs: 1_000, capMs: 30_000, spreadMs: 0 };
/** Who was closed for flooding waits this long at least. */
const FLOODING_MS = 5_000;
/** No server makes us wait longer than this. */
const TOLD_MAX_MS = 300_000;

export const initialLink: LinkState = { link: { kind: "idle" }, policy: DEFAULT_POLICY, leaveAt: null, doubted: false };

type Step = { state: LinkState; effects: LinkEffect[] };

/** One step: the state after `input`, and what to do. `random` is in [0, 1). */
export const step = (state: LinkState, input: LinkInput, now: number, random: () => number): Step => {
  const { link } = state;
  const stay: Step = { state, effects: [] };
  switch (input.kind) {
    case "start":
      return link.kind === "idle" || link.kind === "ended" ? connect(initialLink, 1, false, now) : stay;
    case "opened":
      if (link.kind !== "connecting") return stay;
      return { state: { ...state, link: { kind: "greeting", attempt: link.attempt } }, effects: [{ kind: "greet" }] };
    case "welcomed":
      if (link.kind !== "greeting") return stay;
      return {
        state: { link: { kind: "live", node: input.node }, policy: input.policy, leaveAt: null, doubted: false },
        effects: [{ kind: "noDeadline" }],
      };
    case "policy":
      return link.kind === "live" ? { state: { ...state, policy: input.policy }, effects: [] } : stay;
    case "told":
      return told(state, input.afterMs, now);
    case "due":
      return due(state, now, random);
    case "dead":
      return isUp(link) ? withClose(lost(state, 0, "", now, random)) : stay;
    case "closed":
      return isUp(link) ? lost(state, input.code, input.reason, now, random) : stay;
    case "afresh":
      return isUp(link) ? withClose(connect({ ...state, leaveAt: null }, 1, false, now)) : stay;
    case "now":
      if (link.kind === "waiting") return connect(state, link.attempt + 1, link.refreshFirst, now);
      return link.kind === "stuck" ? connect(state, 1, false, now) : stay;
    case "refused":
      return withClose(end(state, "unauthenticated"));
    case "stop":
      return { state: { ...initialLink, policy: state.policy }, effects: [{ kind: "close" }, { kind: "noDeadline" }] };
    default:
      return input satisfies never;
  }
};

/** There is a socket, open or about to be. */
const isUp = (link: Link): boolean => link.kind === "connecting" || link.kind === "greeting" || link.kind === "live";

const connect = (state: LinkState, attempt: number, refreshFirst: boolean, now: number): Step => ({
  state: { ...state, link: { kind: "connecting", attempt } },
  effects: [
    { kind: "open", refreshFirst },
    { kind: "deadline", at: now + CONNECT_TIMEOUT_MS },
  ],
});

const withClose = (result: Step): Step => ({ ...result, effects: [{ kind: "close" }, ...result.effects] });

const end = (state: LinkState, reason: EndReason): Step => ({
  state: { ...state, link: { kind: "ended", reason } },
  effects: [{ kind: "noDeadline" }],
});

/** A live connection is left by itself when the time has come, whether the node closes it by then or not. */
const told = (state: LinkState, afterMs: number, now: number): Step => {
  const leaveAt = now + Math.min(Math.max(afterMs, 0), TOLD_MAX_MS);
  return {
    state: { ...state, leaveAt },
    effects: state.link.kind === "live" ? [{ kind: "deadline", at: leaveAt }] : [],
  };
};

const due = (state: LinkState, now: number, random: () => number): Step => {
  const { link } = state;
  if (link.kind === "waiting") return connect(state, link.attempt + 1, link.refreshFirst, now);
  if (link.kind === "connecting" || link.kind === "greeting") return withClose(lost(state, 0, "", now, random));
  if (link.kind !== "live" || state.leaveAt === null) return { state, effects: [] };
  return withClose(connect({ ...state, leaveAt: null }, 1, false, now));
};

/** The socket is gone: end, wait, or give up, as the close code and the number of attempts say. */
const lost = (state: LinkState, code: number, reason: string, now: number, random: () => number): Step => {
  const { link } = state;
  // A token that is not taken may merely be old: a newer one is asked for, once.
  const doubted = code === 4501 && !state.doubted;
  const ending = doubted ? null : endReason(code);
  if (ending) return end(state, ending);
  // A connection that worked starts the count again.
  const attempt = link.kind === "connecting" || link.kind === "greeting" ? link.attempt : 0;
  if (attempt >= ATTEMPTS_MAX)
    return { state: { ...state, link: { kind: "stuck", attempt } }, effects: [{ kind: "noDeadline" }] };
  const retryAt = now + (doubted ? 0 : delayAfter(state, code, reason, attempt, now, random));
  const refreshFirst = code === 4007 || doubted;
  return {
    state: {
      ...state,
      leaveAt: null,
      doubted: doubted || state.doubted,
      link: { kind: "waiting", attempt, retryAt, refreshFirst },
    },
    effects: [{ kind: "deadline", at: retryAt }],
  };
};

/** Milliseconds to wait: what the server asked for, or what the policy and chance say. */
const delayAfter = (
  state: LinkState,
  code: number,
  reason: string,
  attempt: number,
  now: number,
  random: () => number,
): number => {
  const { policy, leaveAt, link } = state;
  const asked = [toldDelay(reason), leaveAt === null ? null : Math.max(0, leaveAt - now)].filter((ms) => ms !== null);
  if (code === 4008) asked.push(FLOODING_MS);
  const longest = asked.length === 0 ? null : Math.max(...asked);
  // "At once" holds for one try only: a node that keeps saying so is not hammered.
  if (longest === null || (longest === 0 && attempt > 0)) return backOff(policy, attempt, link.kind === "live", random);
  // Who was told the same time as a thousand others comes a little later, each by another little.
  const crowd = code >= 4000 && longest > 0 ? Math.round(random() * policy.baseMs) : 0;
  return longest + crowd;
};

/**
 * Full jitter: anywhere between nothing and the exponential bound, so that a thousand clients do not return as one.
 * After an abrupt loss of a live connection the first try is spread over what the node announced, if it did.
 */
export const backOff = (policy: ReconnectPolicy, attempt: number, abrupt: boolean, random: () => number): number => {
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** attempt);
  return Math.round(random() * (abrupt && policy.spreadMs > 0 ? policy.spreadMs : bound));
};

/** What `retry=<ms>` in a close reason asks for, bounded by five minutes. */
export const toldDelay = (reason: string): number | null => {
  const ms = /(?:^|[\s;,])retry=(\d+)/.exec(reason)?.[1];
  return ms === undefined ? null : Math.min(Number(ms), TOLD_MAX_MS);
};

/** The meaning of 4500–4999: do not come back as you are. */
const endReason = (code: number): EndReason | null => {
  if (code < 4500 || code > 4999) return null;
  if (code === 4501) return "unauthenticated";
  if (code === 4503) return "revoked";
  return "protocol";
};

/** Whether what is said now would be heard. */
export const canSend = (link: Link): boolean => link.kind === "live";
