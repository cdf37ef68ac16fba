import { expect, test } from "vitest";
import { squareOf, WHOLE, within, ZOOM_MAX } from "./crop";

const wide = { width: 400, height: 200 };

test("at first the middle is seen, as much of it as there is", () => {
  expect(squareOf(wide, WHOLE)).toEqual({ left: 100, top: 0, side: 200 });
});

test("nothing beyond the picture is ever seen", () => {
  for (const crop of [
    { x: -1, y: 2, zoom: 0.2 },
    { x: 3, y: 0, zoom: 2 },
    { x: 0.1, y: 0.9, zoom: 99 },
  ]) {
    const { left, top, side } = squareOf(wide, within(wide, crop));
    expect(left).toBeGreaterThanOrEqual(-1e-9);
    expect(top).toBeGreaterThanOrEqual(-1e-9);
    expect(left + side).toBeLessThanOrEqual(400 + 1e-9);
    expect(top + side).toBeLessThanOrEqual(200 + 1e-9);
    expect(side).toBeGreaterThanOrEqual(200 / ZOOM_MAX - 1e-9);
  }
});
