import { describe, expect, test } from "vitest";
import {
  ATTEMPTS_MAX,
  backOff,
  CONNECT_TIMEOUT_MS,
  DEFAULT_POLICY,
  initialLink,
  type LinkInput,
  type LinkState,
  step,
  toldDelay,
} from "./link";

const policy = { baseMs: 1_000, capMs: 30_000, spreadMs: 0 };
const half = () => 0.5;

/** Feeds inputs one after another, all at the same time, and returns the last step. */
const heard = (...inputs: LinkInput[]) => {
  let result = { state: initialLink as LinkState, effects: [] as ReturnType<typeof step>["effects"] };
  for (const input of inputs) result = step(result.state, input, 1_000, half);
  return result;
};

const live: LinkInput[] = [{ kind: "start" }, { kind: "opened" }, { kind: "welcomed", node: "a", policy }];
const lost: LinkInput = { kind: "closed", code: 1006, reason: "" };

describe("link", () => {
  test("starting opens a socket and gives it ten seconds", () => {
    const { state, effects } = heard({ kind: "start" });
    expect(state.link).toEqual({ kind: "connecting", attempt: 1 });
    expect(effects).toEqual([
      { kind: "open", refreshFirst: false },
      { kind: "deadline", at: 1_000 + CONNECT_TIMEOUT_MS },
    ]);
    expect(CONNECT_TIMEOUT_MS).toBe(10_000);
  });

  test("an open socket greets, and an answered greeting is live", () => {
    expect(heard({ kind: "start" }, { kind: "opened" }).effects).toEqual([{ kind: "greet" }]);
    const { state, effects } = heard(...live);
    expect(state.link).toEqual({ kind: "live", node: "a" });
    expect(effects).toEqual([{ kind: "noDeadline" }]);
  });

  test("a connection that does not come about in time is closed and tried again", () => {
    const { state, effects } = heard({ kind: "start" }, { kind: "timedOut" });
    expect(state.link).toMatchObject({ kind: "waiting", attempt: 1 });
    expect(effects[0]).toEqual({ kind: "close" });
  });

  test("waiting ends in the next attempt", () => {
    const { state } = heard(...live, lost, { kind: "retryDue" });
    expect(state.link).toEqual({ kind: "connecting", attempt: 1 });
  });

  test("each failure doubles the bound up to the cap", () => {
    const bounds = [0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => backOff(DEFAULT_POLICY, attempt, false, () => 1));
    expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("the jitter is full: from nothing to the bound", () => {
    expect(backOff(policy, 3, false, () => 0)).toBe(0);
    expect(backOff(policy, 3, false, half)).toBe(4_000);
  });

  test("after an abrupt loss the first try is spread as the node announced", () => {
    const { state } = heard(
      { kind: "start" },
      { kind: "opened" },
      {
        kind: "welcomed",
        node: "a",
        policy: { ...policy, spreadMs: 8_000 },
      },
      lost,
    );
    expect(state.link).toMatchObject({ kind: "waiting", retryAt: 1_000 + 4_000 });
  });

  test("ten attempts in vain, and it waits for a button", () => {
    const tries = Array.from({ length: ATTEMPTS_MAX }, () => [lost, { kind: "retryDue" }] as LinkInput[]).flat();
    const { state } = heard(...live, ...tries, lost);
    expect(state.link).toEqual({ kind: "stuck", attempt: 10 });
    expect(step(state, { kind: "now" }, 0, half).state.link).toEqual({ kind: "connecting", attempt: 1 });
  });

  test("a connection that worked starts the count anew", () => {
    const { state } = heard(
      ...live,
      lost,
      { kind: "retryDue" },
      lost,
      { kind: "retryDue" },
      { kind: "opened" },
      {
        kind: "welcomed",
        node: "b",
        policy,
      },
      lost,
    );
    expect(state.link).toMatchObject({ kind: "waiting", attempt: 0 });
  });

  test("pressing now does not wait", () => {
    expect(heard(...live, lost, { kind: "now" }).state.link).toEqual({ kind: "connecting", attempt: 1 });
  });

  test("a delay in the close reason is obeyed exactly", () => {
    const { state } = heard(...live, { kind: "closed", code: 4013, reason: "retry=2500 the service is overloaded" });
    expect(state.link).toMatchObject({ kind: "waiting", retryAt: 3_500 });
    expect(toldDelay("retry=999999999")).toBe(300_000);
    expect(toldDelay("no retry here")).toBeNull();
  });

  test("a leaving node's word outlives its close, and is used once", () => {
    const leaving: LinkInput[] = [
      { kind: "told", afterMs: 7_000 },
      { kind: "closed", code: 1001, reason: "retry=0 bye" },
    ];
    const { state } = heard(...live, ...leaving);
    expect(state.link).toMatchObject({ kind: "waiting", retryAt: 8_000 });
    expect(step(step(state, { kind: "retryDue" }, 8_000, half).state, lost, 8_000, half).state.link).toMatchObject({
      retryAt: 8_000 + 1_000,
    });
  });

  test("at once is for one try: a node that keeps saying so is not hammered", () => {
    const at = { kind: "closed", code: 4007, reason: "retry=0 expired" } as const;
    expect(heard(...live, at).state.link).toMatchObject({ retryAt: 1_000 });
    expect(heard(...live, at, { kind: "retryDue" }, at).state.link).toMatchObject({ retryAt: 2_000 });
  });

  test("an expired token is renewed before the next attempt", () => {
    const { effects } = heard(...live, { kind: "closed", code: 4007, reason: "" }, { kind: "retryDue" });
    expect(effects[0]).toEqual({ kind: "open", refreshFirst: true });
  });

  test.each([
    [4501, "unauthenticated"],
    [4503, "revoked"],
    [4522, "protocol"],
  ] as const)("close code %i ends it: %s", (code, reason) => {
    expect(heard(...live, { kind: "closed", code, reason: "" }).state.link).toEqual({ kind: "ended", reason });
  });

  test("without anybody signed in there is nothing to connect", () => {
    expect(heard({ kind: "start" }, { kind: "refused" }).state.link).toEqual({
      kind: "ended",
      reason: "unauthenticated",
    });
  });

  test("what comes late from a socket already given up changes nothing", () => {
    const waiting = heard(...live, lost).state;
    for (const input of [lost, { kind: "opened" }, { kind: "timedOut" }] as LinkInput[])
      expect(step(waiting, input, 5_000, half).state.link).toBe(waiting.link);
  });

  test("stopping closes and forgets", () => {
    const { state, effects } = heard(...live, { kind: "stop" });
    expect(state.link).toEqual({ kind: "idle" });
    expect(effects[0]).toEqual({ kind: "close" });
  });
});
