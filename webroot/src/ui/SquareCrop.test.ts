import { expect, test } from "vitest";
import { squareOf } from "./SquareCrop";

test("a cut is a square within the picture, whatever is asked for", () => {
  expect(squareOf(400, 200, { zoom: 1, x: 0.5, y: 0.5 })).toEqual({ left: 100, top: 0, size: 200 });
  expect(squareOf(400, 200, { zoom: 2, x: 0.5, y: 0.5 })).toEqual({ left: 150, top: 50, size: 100 });
  expect(squareOf(400, 200, { zoom: 1, x: 0, y: 1 })).toEqual({ left: 0, top: 0, size: 200 });
  expect(squareOf(200, 400, { zoom: 4, x: 1, y: 1 })).toEqual({ left: 150, top: 350, size: 50 });
});
