import { expect, test } from "vitest";
import { contrast, hexOf, hexOfComputed, legible, mixed, rgbOf } from "./colors";

test("contrast is counted as WCAG counts it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("colours are mixed part by part", () => {
  expect(mixed("#ff0000", 0.5, "#0000ff")).toBe("#800080");
  expect(hexOf(rgbOf("#0a1b2c"))).toBe("#0a1b2c");
  expect(hexOfComputed("rgb(10, 27, 44)")).toBe("#0a1b2c");
});

test("what could not be read is made lighter or darker, and what can be read is left alone", () => {
  expect(legible("#112233", "#ffffff")).toBe("#112233");
  for (const behind of ["#ffffff", "#1e2128", "#777777"])
    expect(contrast(legible("#7f7f7f", behind), behind)).toBeGreaterThanOrEqual(4.5);
});
