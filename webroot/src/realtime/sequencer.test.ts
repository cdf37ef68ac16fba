import { describe, expect, test } from "vitest";
import { HELD_PER_STREAM_MAX, Sequencer } from "./sequencer";

const at = (seq: number) => {
  const sequencer = new Sequencer<number>();
  sequencer.place("s", seq);
  return sequencer;
};

describe("sequencer", () => {
  test("the next event is delivered", () => {
    expect(at(4).accept("s", 5, 5)).toEqual({ deliver: [5] });
  });

  test("an old event is dropped", () => {
    expect(at(4).accept("s", 4, 4)).toEqual({ deliver: [] });
    expect(at(4).accept("s", 1, 1)).toEqual({ deliver: [] });
  });

  test("an early event is held, and the gap asked for once", () => {
    const sequencer = at(4);
    expect(sequencer.accept("s", 7, 7)).toEqual({ deliver: [], fetch: { stream: "s", after: 4 } });
    expect(sequencer.accept("s", 8, 8)).toEqual({ deliver: [] });
    expect(sequencer.accept("s", 5, 5)).toEqual({ deliver: [5] });
    expect(sequencer.accept("s", 6, 6)).toEqual({ deliver: [6, 7, 8] });
    expect(sequencer.positions()).toEqual({ s: 8 });
  });

  test("a gap left by the answer is asked for from where it begins", () => {
    const sequencer = at(0);
    sequencer.accept("s", 3, 3);
    sequencer.accept("s", 1, 1);
    sequencer.accept("s", 5, 5);
    expect(sequencer.fetched("s")).toEqual({ deliver: [], fetch: { stream: "s", after: 1 } });
    expect(sequencer.accept("s", 2, 2)).toEqual({ deliver: [2, 3] });
  });

  test("a later gap is asked for anew", () => {
    const sequencer = at(0);
    sequencer.accept("s", 2, 2);
    sequencer.accept("s", 1, 1);
    expect(sequencer.accept("s", 9, 9).fetch).toEqual({ stream: "s", after: 2 });
  });

  test("streams do not wait for each other", () => {
    const sequencer = at(0);
    sequencer.place("t", 0);
    sequencer.accept("s", 2, 2);
    expect(sequencer.accept("t", 1, 1)).toEqual({ deliver: [1] });
  });

  test("a stream never heard of begins with what comes", () => {
    const sequencer = new Sequencer<number>();
    expect(sequencer.accept("new", 12, 12)).toEqual({ deliver: [12] });
    expect(sequencer.accept("new", 13, 13)).toEqual({ deliver: [13] });
  });

  test("a stream read anew holds what comes, then goes on from its new place", () => {
    const sequencer = at(3);
    sequencer.suspend("s");
    expect(sequencer.accept("s", 50, 50)).toEqual({ deliver: [] });
    expect(sequencer.accept("s", 51, 51)).toEqual({ deliver: [] });
    expect(sequencer.place("s", 50)).toEqual({ deliver: [51] });
  });

  test("after a disconnect nothing is held and nothing was asked", () => {
    const sequencer = at(0);
    sequencer.accept("s", 3, 3);
    sequencer.disconnected();
    expect(sequencer.waits("s")).toBe(false);
    expect(sequencer.positions()).toEqual({ s: 0 });
    expect(sequencer.accept("s", 3, 3).fetch).toEqual({ stream: "s", after: 0 });
  });

  test("what is held has a bound", () => {
    const sequencer = at(0);
    for (let seq = 2; seq < HELD_PER_STREAM_MAX + 2; seq += 1) sequencer.accept("s", seq, seq);
    expect(sequencer.overflows("s")).toBe(false);
    sequencer.accept("s", HELD_PER_STREAM_MAX + 2, 0);
    expect(sequencer.overflows("s")).toBe(true);
  });

  test("whatever order and doubles events come in, each is delivered once and in order", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = lcg(seed);
      const events = Array.from({ length: 40 }, (_, index) => index + 1);
      const arrivals = [...events, ...events.filter(() => random() < 0.3)].sort(() => random() - 0.5);
      const sequencer = at(0);
      const delivered = arrivals.flatMap((seq) => sequencer.accept("s", seq, seq).deliver);
      expect(delivered, `seed ${seed}`).toEqual(events);
    }
  });
});

/** A small generator with a seed, so that a failure can be repeated. */
const lcg = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
