import { expect, test } from "vitest";
import { SpeakingGate } from "./speaking";

test("whoever is loud speaks at once, and for a moment after", () => {
  const gate = new SpeakingGate();
  expect(gate.hear(0.001, 0)).toBe(false);
  expect(gate.hear(0.2, 100)).toBe(true);
  expect(gate.on).toBe(true);
  // Between two words.
  expect(gate.hear(0, 300)).toBe(false);
  expect(gate.hear(0.2, 390)).toBe(false);
  expect(gate.hear(0, 680)).toBe(false);
  expect(gate.hear(0, 700)).toBe(true);
  expect(gate.on).toBe(false);
});
