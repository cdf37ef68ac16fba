import fc from "fast-check";
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

const inputs: fc.Arbitrary<LinkInput> = fc.oneof(
  fc.constantFrom<LinkInput>(
    { kind: "start" },
    { kind: "opened" },
    { kind: "due" },
    { kind: "dead" },
    { kind: "afresh" },
    { kind: "now" },
    { kind: "refused" },
    { kind: "stop" },
  ),
  fc.constantFrom(0, 8_000, 30_000).map((spreadMs) => ({
    kind: "welcomed" as const,
    node: "n",
    policy: { ...policy, spreadMs },
  })),
  fc.constantFrom(0, 8_000).map((spreadMs) => ({ kind: "policy" as const, policy: { ...policy, spreadMs } })),
  fc.integer({ min: -1, max: 1_000_000 }).map((afterMs) => ({ kind: "told" as const, afterMs })),
  fc.record({
    kind: fc.constant("closed" as const),
    code: fc.constantFrom(1000, 1001, 1006, 4000, 4003, 4007, 4008, 4009, 4013, 4501, 4503, 4522),
    reason: fc.constantFrom("", "retry=0 x", "retry=2000 x", "retry=99999999 x"),
  }),
);

describe("link, whatever happens", () => {
  test("it always has a way on: a socket, a deadline, or an end; and it never waits longer than it may", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(inputs, fc.nat(60_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))),
        (happens) => {
          let state = initialLink;
          let now = 0;
          let socket = false;
          let deadline: number | null = null;
          for (const [input, passes, chance] of happens) {
            // A deadline that comes is heard; nothing comes before its time.
            if (input.kind === "due") now = Math.max(now, deadline ?? now);
            else now += Math.min(passes, Math.max(0, (deadline ?? now + passes) - now));
            if (input.kind === "due" && deadline === null) continue;
            if (input.kind === "due") deadline = null;
            if ((input.kind === "closed" || input.kind === "opened") && !socket) continue;
            if (input.kind === "closed") socket = false;
            const result = step(state, input, now, () => chance);
            state = result.state;
            for (const effect of result.effects) {
              if (effect.kind === "open") socket = true;
              else if (effect.kind === "close") socket = false;
              else if (effect.kind === "deadline") deadline = effect.at;
              else if (effect.kind === "noDeadline") deadline = null;
            }
            const { link } = state;
            if (link.kind === "connecting" || link.kind === "greeting") {
              expect(socket).toBe(true);
              expect(deadline).not.toBeNull();
            }
            if (link.kind === "live") expect(socket).toBe(true);
            if (link.kind === "waiting") {
              expect(socket).toBe(false);
              expect(deadline).toBe(link.retryAt);
              expect(link.retryAt - now).toBeLessThanOrEqual(300_000 + policy.baseMs);
              expect(link.attempt).toBeLessThan(ATTEMPTS_MAX);
            }
            if (link.kind === "idle" || link.kind === "ended" || link.kind === "stuck") {
              expect(socket).toBe(false);
              expect(deadline).toBeNull();
            }
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

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
    const { state, effects } = heard({ kind: "start" }, { kind: "due" });
    expect(state.link).toMatchObject({ kind: "waiting", attempt: 1 });
    expect(effects[0]).toEqual({ kind: "close" });
  });

  test("waiting ends in the next attempt", () => {
    const { state } = heard(...live, lost, { kind: "due" });
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

  test("a live connection takes another policy, and comes back by it; one that is being made does not", () => {
    const wider: LinkInput = { kind: "policy", policy: { ...policy, spreadMs: 20_000 } };
    const { state, effects } = heard(...live, wider);
    expect(state.link.kind).toBe("live");
    expect(effects).toEqual([]);
    expect(heard(...live, wider, lost).state.link).toMatchObject({ kind: "waiting", retryAt: 1_000 + 10_000 });
    expect(heard({ kind: "start" }, wider).state.policy).toEqual(initialLink.policy);
  });

  test("ten attempts in vain, and it waits for a button", () => {
    const tries = Array.from({ length: ATTEMPTS_MAX }, () => [lost, { kind: "due" }] as LinkInput[]).flat();
    const { state } = heard(...live, ...tries, lost);
    expect(state.link).toEqual({ kind: "stuck", attempt: 10 });
    expect(step(state, { kind: "now" }, 0, half).state.link).toEqual({ kind: "connecting", attempt: 1 });
  });

  test("a connection that worked starts the count anew", () => {
    const { state } = heard(
      ...live,
      lost,
      { kind: "due" },
      lost,
      { kind: "due" },
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

  test("a delay in the close reason is the least: each comes a little later, by chance", () => {
    const full: LinkInput = { kind: "closed", code: 4013, reason: "retry=2500 the service is overloaded" };
    const at = (random: number) => step(heard(...live).state, full, 1_000, () => random).state.link;
    expect(at(0)).toMatchObject({ kind: "waiting", retryAt: 3_500 });
    expect(at(0.5)).toMatchObject({ kind: "waiting", retryAt: 4_000 });
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
    expect(step(step(state, { kind: "due" }, 8_000, half).state, lost, 8_000, half).state.link).toMatchObject({
      retryAt: 8_000 + 1_000,
    });
  });

  test("at once is for one try: a node that keeps saying so is not hammered", () => {
    const at = { kind: "closed", code: 4007, reason: "retry=0 expired" } as const;
    expect(heard(...live, at).state.link).toMatchObject({ retryAt: 1_000 });
    expect(heard(...live, at, { kind: "due" }, at).state.link).toMatchObject({ retryAt: 2_000 });
  });

  test("a leaving node is left when it said so, without waiting for its close", () => {
    const told = heard(...live, { kind: "told", afterMs: 7_000 });
    expect(told.state.link.kind).toBe("live");
    expect(told.effects).toEqual([{ kind: "deadline", at: 8_000 }]);
    const left = step(told.state, { kind: "due" }, 8_000, half);
    expect(left.state.link).toEqual({ kind: "connecting", attempt: 1 });
    expect(left.effects.map(({ kind }) => kind)).toEqual(["close", "open", "deadline"]);
    expect(left.state.leaveAt).toBeNull();
  });

  test("who flooded stays away for five seconds at least, whatever the reason says", () => {
    const at = (reason: string) => step(heard(...live).state, { kind: "closed", code: 4008, reason }, 1_000, () => 0);
    expect(at("too many frames").state.link).toMatchObject({ retryAt: 6_000 });
    expect(at("retry=9000").state.link).toMatchObject({ retryAt: 10_000 });
  });

  test("a token that is not taken is renewed once; then there is nobody signed in", () => {
    const refused: LinkInput = { kind: "closed", code: 4501, reason: "not authenticated" };
    const first = heard(...live, refused);
    expect(first.state.link).toMatchObject({ kind: "waiting", retryAt: 1_000, refreshFirst: true });
    const again = step(first.state, { kind: "due" }, 1_000, half).state;
    expect(step(again, refused, 1_000, half).state.link).toEqual({ kind: "ended", reason: "unauthenticated" });
    const lived = [{ kind: "opened" }, { kind: "welcomed", node: "a", policy }] as LinkInput[];
    const later = lived.reduce((state, input) => step(state, input, 1_000, half).state, again);
    expect(step(later, refused, 1_000, half).state.link).toMatchObject({ kind: "waiting" });
  });

  test("starting afresh is at once, and means nothing to who waits already", () => {
    const { state, effects } = heard(...live, { kind: "afresh" });
    expect(state.link).toEqual({ kind: "connecting", attempt: 1 });
    expect(effects[0]).toEqual({ kind: "close" });
    const waiting = heard(...live, lost).state;
    expect(step(waiting, { kind: "afresh" }, 1_000, half).state).toBe(waiting);
  });

  test("an expired token is renewed before the next attempt", () => {
    const { effects } = heard(...live, { kind: "closed", code: 4007, reason: "" }, { kind: "due" });
    expect(effects[0]).toEqual({ kind: "open", refreshFirst: true });
  });

  test.each([
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
    for (const input of [lost, { kind: "opened" }, { kind: "dead" }] as LinkInput[])
      expect(step(waiting, input, 5_000, half).state.link).toBe(waiting.link);
  });

  test("stopping closes and forgets", () => {
    const { state, effects } = heard(...live, { kind: "stop" });
    expect(state.link).toEqual({ kind: "idle" });
    expect(effects[0]).toEqual({ kind: "close" });
  });
});
