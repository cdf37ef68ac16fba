import type { ReconnectPolicy } from "./frames";

/**
 * The connection as a state machine. Pure: time and chance are arguments; what is to be done comes back as effects.
 *
 *     idle ──start──▶ connecting ──opened──▶ greeting ──welcomed──▶ live
 *                        ▲  │ closed / timeout    │ closed / timeout   │ closed
 *                        │  ▼                     ▼                    ▼
 *                        └─ waiting ◀─────────────┴────────────────────┘   (after 10 attempts: stuck, until "now")
 *     ended: the server said not to come back as we are; stopped: we left.
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
  | { kind: "timedOut" }
  | { kind: "closed"; code: number; reason: string }
  | { kind: "told"; afterMs: number }
  | { kind: "retryDue" }
  /** Someone pressed "now", or the browser came back online. */
  | { kind: "now" }
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
  /** The delay a leaving node told us before it closed; used once. */
  toldMs: number | null;
}

export const CONNECT_TIMEOUT_MS = 10_000;
export const ATTEMPTS_MAX = 10;
export const DEFAULT_POLICY: ReconnectPolicy = { baseMs: 1_000, capMs: 30_000, spreadMs: 0 };

export const initialLink: LinkState = { link: { kind: "idle" }, policy: DEFAULT_POLICY, toldMs: null };

/** One step: the state after `input`, and what to do. `random` is in [0, 1). */
export const step = (
  state: LinkState,
  input: LinkInput,
  now: number,
  random: () => number,
): { state: LinkState; effects: LinkEffect[] } => {
  const { link } = state;
  const to = (next: Link, ...effects: LinkEffect[]) => ({ state: { ...state, link: next }, effects });
  switch (input.kind) {
    case "start":
      return link.kind === "idle" || link.kind === "ended" ? connect(state, 1, false, now) : to(link);
    case "opened":
      return link.kind === "connecting" ? to({ kind: "greeting", attempt: link.attempt }, { kind: "greet" }) : to(link);
    case "welcomed":
      if (link.kind === "live") return { state: { ...state, policy: input.policy }, effects: [] };
      if (link.kind !== "greeting") return to(link);
      return {
        state: { link: { kind: "live", node: input.node }, policy: input.policy, toldMs: null },
        effects: [{ kind: "noDeadline" }],
      };
    case "told":
      return { state: { ...state, toldMs: input.afterMs }, effects: [] };
    case "timedOut":
      if (link.kind !== "connecting" && link.kind !== "greeting" && link.kind !== "live") return to(link);
      return withClose(lost(state, 0, "", now, random));
    case "closed":
      if (link.kind !== "connecting" && link.kind !== "greeting" && link.kind !== "live") return to(link);
      return lost(state, input.code, input.reason, now, random);
    case "retryDue":
      return link.kind === "waiting" ? connect(state, link.attempt + 1, link.refreshFirst, now) : to(link);
    case "now":
      if (link.kind === "waiting") return connect(state, link.attempt + 1, link.refreshFirst, now);
      return link.kind === "stuck" ? connect(state, 1, false, now) : to(link);
    case "refused":
      return to({ kind: "ended", reason: "unauthenticated" }, { kind: "close" }, { kind: "noDeadline" });
    case "stop":
      return {
        state: { ...initialLink, policy: state.policy },
        effects: [{ kind: "close" }, { kind: "noDeadline" }],
      };
    default:
      return input satisfies never;
  }
};

type Step = { state: LinkState; effects: LinkEffect[] };

const connect = (state: LinkState, attempt: number, refreshFirst: boolean, now: number): Step => ({
  state: { ...state, link: { kind: "connecting", attempt } },
  effects: [
    { kind: "open", refreshFirst },
    { kind: "deadline", at: now + CONNECT_TIMEOUT_MS },
  ],
});

const withClose = (result: Step): Step => ({ ...result, effects: [{ kind: "close" }, ...result.effects] });

/** The socket is gone: end, wait, or give up, as the close code and the number of attempts say. */
const lost = (state: LinkState, code: number, reason: string, now: number, random: () => number): Step => {
  const ending = endReason(code);
  if (ending)
    return { state: { ...state, link: { kind: "ended", reason: ending } }, effects: [{ kind: "noDeadline" }] };
  const { link } = state;
  // A connection that worked starts the count again.
  const attempt = link.kind === "connecting" || link.kind === "greeting" ? link.attempt : 0;
  if (attempt >= ATTEMPTS_MAX)
    return { state: { ...state, link: { kind: "stuck", attempt } }, effects: [{ kind: "noDeadline" }] };
  const delay = told(state, reason, attempt) ?? backOff(state.policy, attempt, wasLive(link), random);
  const retryAt = now + delay;
  return {
    state: { ...state, toldMs: null, link: { kind: "waiting", attempt, retryAt, refreshFirst: code === 4007 } },
    effects: [{ kind: "deadline", at: retryAt }],
  };
};

/** What the server asked for: the longer of what it said before and in the close; "at once" holds for one try only. */
const told = (state: LinkState, reason: string, attempt: number): number | null => {
  const delays = [toldDelay(reason), state.toldMs].filter((delay) => delay !== null);
  if (delays.length === 0) return null;
  const longest = Math.max(...delays);
  return longest === 0 && attempt > 0 ? null : longest;
};

const wasLive = (link: Link): boolean => link.kind === "live";

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
  const told = /(?:^|[\s;,])retry=(\d+)/.exec(reason)?.[1];
  return told === undefined ? null : Math.min(Number(told), 300_000);
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
