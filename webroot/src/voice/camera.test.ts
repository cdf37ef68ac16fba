import { expect, test } from "vitest";
import { cameraKbps } from "./camera";

test("a camera is sent to few at its best, and to many at what is theirs of the whole", () => {
  expect([0, 1, 3].map(cameraKbps)).toEqual([800, 800, 800]);
  expect(cameraKbps(4)).toBe(600);
  for (const others of [5, 6, 7]) expect(cameraKbps(others) * others).toBeLessThanOrEqual(2_400);
});
