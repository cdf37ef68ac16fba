import { expect, test } from "vitest";
import { linePath, topOf } from "./linePath";

test("a line goes on over what was not measured, and breaks where the connection did", () => {
  expect(linePath([0, null, 50, null, null, 100], 100, 1)).toBe("M0 100h0L2 50M5 0h0");
});

test("what is above the top is drawn at it", () => {
  expect(linePath([150, 0], 100, 0)).toBe("M0 0h0L1 100");
});

test("the top of a graph is round, and not too low", () => {
  expect(topOf([12, null, 37], 10)).toBe(40);
  expect(topOf([null], 100)).toBe(100);
  expect(topOf([1234], 100)).toBe(1500);
});
