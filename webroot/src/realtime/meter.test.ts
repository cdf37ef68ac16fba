import { describe, expect, test } from "vitest";
import { METER_SECONDS, Meter } from "./meter";
import { qualityOf } from "./quality";

/** A meter whose clock is moved by hand. */
const scene = () => {
  const clock = { ms: 1_000_000 };
  return { meter: new Meter(() => clock.ms), passes: (seconds: number) => (clock.ms += seconds * 1000) };
};

describe("a meter", () => {
  test("counts bytes as they go over the wire, and messages of the last seconds", () => {
    const { meter, passes } = scene();
    meter.heard("привет", 9);
    meter.said("ab");
    passes(1);
    expect(meter.read()).toMatchObject({ bytesIn: 12, bytesOut: 2, messagesPerSecond: 2, bytesPerSecond: 2.8 });
    passes(6);
    expect(meter.read()).toMatchObject({ bytesIn: 12, bytesOut: 2, messagesPerSecond: 0, bytesPerSecond: 0 });
  });

  test("does not count the second that is under way into a rate", () => {
    const { meter } = scene();
    meter.heard("a", 5);
    expect(meter.read().messagesPerSecond).toBe(0);
  });

  test("has the latency of each of the last two minutes' seconds, the oldest first", () => {
    const { meter, passes } = scene();
    meter.latency(40);
    passes(METER_SECONDS - 1);
    meter.latency(60);
    const { latencies, latencyMs } = meter.read();
    expect(latencies).toHaveLength(METER_SECONDS);
    expect([latencies[0], latencies[1], latencies.at(-1), latencyMs]).toEqual([40, null, 60, 60]);
    passes(1);
    expect(meter.read().latencies.filter((ms) => ms !== null)).toEqual([60]);
  });

  test("tells the share of requests that failed, and forgets it after two minutes", () => {
    const { meter, passes } = scene();
    expect(meter.read().errorRate).toBe(0);
    for (let times = 0; times < 3; times += 1) meter.answered();
    meter.failed();
    expect(meter.read().errorRate).toBe(0.25);
    passes(METER_SECONDS);
    expect(meter.read().errorRate).toBe(0);
  });

  test("remembers losses for two minutes and reconnects for good", () => {
    const { meter, passes } = scene();
    meter.latency(20);
    meter.lost();
    meter.reconnected();
    expect(meter.read()).toMatchObject({ losses: 1, reconnects: 1, latencyMs: null });
    passes(METER_SECONDS);
    expect(meter.read()).toMatchObject({ losses: 0, reconnects: 1 });
  });
});

describe("quality", () => {
  test.each([
    [{ live: true, latencyMs: 100, losses: 0 }, "excellent"],
    [{ live: true, latencyMs: 101, losses: 0 }, "good"],
    [{ live: true, latencyMs: 20, losses: 1 }, "good"],
    [{ live: true, latencyMs: 301, losses: 0 }, "poor"],
    [{ live: true, latencyMs: 20, losses: 2 }, "poor"],
    [{ live: true, latencyMs: null, losses: 0 }, "good"],
    [{ live: false, latencyMs: 20, losses: 0 }, "disconnected"],
  ] as const)("of %o is %s", (measured, word) => {
    expect(qualityOf(measured)).toBe(word);
  });
});
