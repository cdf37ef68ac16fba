import { expect, test } from "vitest";
import type { Participant } from "../voice/wire";
import { firstOf, type Heard, hear, RING_MS } from "./ringing";

const START = Date.parse("2026-11-22T14:00:00Z");

const person = (userId: string, joinedAt = START): Participant => ({
  participantId: `p-${userId}-${joinedAt}`,
  userId,
  muted: false,
  deafened: false,
  speaking: false,
  screen: false,
  camera: false,
  suppressed: false,
  joinedAt: new Date(joinedAt).toISOString(),
});

const at = (now: number, greeted = false) => ({ me: "me", now, greeted });

const rings = (known: Heard | undefined) => known !== undefined && !known.over;

test("a call that begins rings, however clocks differ, and not for ever", () => {
  const ada = [person("ada", START - 3_600_000)];
  const began = hear(undefined, ada, at(START));
  expect(rings(began)).toBe(true);
  expect(rings(hear(began, ada, at(START + RING_MS - 1)))).toBe(true);
  expect(rings(hear(began, ada, at(START + RING_MS)))).toBe(false);
});

test("whoever answers, here or elsewhere, is not rung at again while the call lasts", () => {
  const began = hear(undefined, [person("ada")], at(START));
  const answered = hear(began, [person("ada"), person("me")], at(START + 1_000));
  expect(rings(answered)).toBe(false);
  expect(rings(hear(answered, [person("ada")], at(START + 2_000)))).toBe(false);
});

test("nobody is left: it does not ring, and the next call does", () => {
  const began = hear(undefined, [person("ada")], at(START));
  const ended = hear(began, [], at(START + 1_000));
  expect(ended).toBeUndefined();
  expect(rings(hear(ended, [person("ada", START + 2_000)], at(START + 2_000)))).toBe(true);
});

test("a page that is opened rings for what is left of the time, and not for an old call", () => {
  const known = hear(undefined, [person("ada")], at(START + 30_000, true));
  expect(rings(known)).toBe(true);
  expect(rings(hear(known, [person("ada")], at(START + RING_MS)))).toBe(false);
  expect(rings(hear(undefined, [person("ada")], at(START + RING_MS, true)))).toBe(false);
});

test("what was declined rings no more after a lost connection; another call that began meanwhile does", () => {
  const declined = { ...(hear(undefined, [person("ada")], at(START)) as Heard), over: true };
  expect(rings(hear(declined, [person("ada")], at(START + 5_000, true)))).toBe(false);
  const another = [person("ada", START + 20_000)];
  expect(rings(hear(declined, another, at(START + 25_000, true)))).toBe(true);
});

test("whoever has waited longest is the one who calls", () => {
  expect(firstOf([person("bob", START + 5), person("ada"), person("eve", START + 9)])?.userId).toBe("ada");
  expect(firstOf([])).toBeUndefined();
});
