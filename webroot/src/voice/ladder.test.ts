import { expect, test } from "vitest";
import { type Attempt, CONNECT_MS, newAttempt, nextStep, type PairState, relayOnly, type Step, seen } from "./ladder";

/** What is done over time with a pair that does as told; the time of each step in milliseconds. */
const play = (attempt: Attempt, states: (at: number) => PairState, untilMs: number): [number, Step][] => {
  const steps: [number, Step][] = [];
  let now = attempt;
  for (let at = 0; at <= untilMs; at += 500) {
    now = seen(now, states(at), at);
    const step = nextStep(now, states(at), at);
    if (step === "none") continue;
    steps.push([at, step]);
    if (step === "recreate") now = newAttempt(now.number + 1, true, at);
    else now = { ...now, restartedAt: at };
  }
  return steps;
};

test("who does not connect is made anew after 8 s, and then less and less often, without end", () => {
  const steps = play(newAttempt(1, true, 0), () => "connecting", 100_000);
  expect(steps.slice(0, 4)).toEqual([8_000, 16_000, 24_000, 40_000].map((at) => [at, "recreate"]));
  const gaps = steps.slice(1).map(([at], index) => at - (steps[index]?.[0] ?? 0));
  expect(Math.max(...gaps)).toBe(30_000);
});

test("whoever did not make the offer leaves it to the other one for a while", () => {
  expect(play(newAttempt(1, false, 0), () => "connecting", 12_000)).toEqual([[12_000, "recreate"]]);
});

test("a short disturbance is left alone; a longer one gets new candidates, and then everything anew", () => {
  const lines = (from: number, to: number) => (at: number) =>
    at >= from && at < to ? ("disturbed" as const) : ("connected" as const);
  expect(play(newAttempt(1, true, 0), lines(1_000, 3_500), 20_000)).toEqual([]);
  expect(play(newAttempt(1, true, 0), lines(1_000, 6_000), 20_000)).toEqual([[4_000, "restart"]]);
  expect(play(newAttempt(1, true, 0), lines(1_000, 60_000), 12_500)).toEqual([
    [4_000, "restart"],
    [12_000, "recreate"],
  ]);
});

test("what failed gets new candidates at once", () => {
  const failed = (at: number): PairState => (at < 1_000 ? "connected" : "failed");
  expect(play(newAttempt(1, true, 0), failed, 2_000)).toEqual([[1_000, "restart"]]);
});

test("a connection that came back is as good as new", () => {
  const twice = (at: number): PairState => (at % 10_000 >= 6_000 ? "disturbed" : "connected");
  expect(play(newAttempt(1, true, 0), twice, 20_000).map(([, step]) => step)).toEqual(["restart", "restart"]);
});

test("the third attempt goes through a relay, where there is one", () => {
  expect([1, 2, 3, 4, 5].map((number) => relayOnly(number, true))).toEqual([false, false, true, false, true]);
  expect(relayOnly(3, false)).toBe(false);
  expect(CONNECT_MS).toBe(8_000);
});
