import { expect, test } from "vitest";
import type { Caller } from "./callers";
import { allHear, Gathering } from "./gathering";

/** Four people who call each other, coming and going. */

/** How often somebody joins, and as often leaves; `MISCORD_JOINS=100` takes a few minutes. */
const JOINS = Number(process.env.MISCORD_JOINS ?? 25);
/** Until everybody is connected with everybody, on two processors that have much else to do. */
const LIMIT_MS = 15_000;

const gathering = new Gathering();

test("four people hear each other, each with their own tone", async () => {
  const four = await gathering.of(["ada", "bob", "eve", "dan"]);
  for (const one of four) await one.joins();
  await allHear(four);
  for (const one of four) expect(await one.page.evaluate(() => globalThis.miscordEars.open())).toBe(3);
});

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
const numbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

test(
  "four people come and go in random order: each time every pair connects, nobody is stuck, nobody stays behind",
  async () => {
    const seed = Number(process.env.MISCORD_SEED ?? Date.now() % 2 ** 31);
    console.log(`calls: MISCORD_SEED=${seed} repeats this run of ${JOINS} joins`);
    const random = numbers(seed);
    const four = await gathering.of(["ada", "bob", "eve", "dan"]);
    const inside = new Set<Caller>();
    const took: number[] = [];
    const history: string[] = [];
    const settled = async () => {
      const began = Date.now();
      const seen = await Promise.allSettled(four.map((one) => one.seesCallOf(inside, LIMIT_MS)));
      const wrong = seen.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
      expect(wrong, history.join(", ")).toEqual([]);
      return Date.now() - began;
    };
    let joined = 0;
    while (joined < JOINS) {
      // Now and then two at the same moment.
      const acting = [...four].sort(() => random() - 0.5).slice(0, random() < 0.3 ? 2 : 1);
      for (const one of acting)
        if (!inside.delete(one)) {
          inside.add(one);
          joined += 1;
        }
      history.push(acting.map((one) => `${inside.has(one) ? "+" : "-"}${one.person.name}`).join(" and "));
      const coming = acting.some((one) => inside.has(one));
      await Promise.all(acting.map((one) => (inside.has(one) ? one.entrance.click() : one.leaves())));
      const ms = await settled();
      if (coming && inside.size > 1) took.push(ms);
    }
    for (const one of four)
      if (!inside.has(one)) {
        inside.add(one);
        await one.entrance.click();
      }
    await settled();
    await allHear(four);
    for (const one of four) {
      inside.delete(one);
      await one.leaves();
      await settled();
    }
    const sorted = took.sort((a, b) => a - b);
    const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    console.log(
      `calls: ${joined} joins, all pairs connected after p50 ${share(0.5)} ms, p99 ${share(0.99)} ms,` +
        ` max ${sorted.at(-1)} ms`,
    );
    expect(sorted.at(-1)).toBeLessThan(LIMIT_MS);
  },
  60_000 + JOINS * 8_000,
);
