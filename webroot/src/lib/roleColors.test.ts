import { expect, test } from "vitest";
import { colorOf, contrastOn, cssOf } from "./roleColors";

test("a colour is read as people write it", () => {
  expect(colorOf("#3498db")).toBe(0x3498db);
  expect(colorOf(" FFF ")).toBe(0xffffff);
  expect(colorOf("red")).toBeNull();
  expect(cssOf(0)).toBeUndefined();
  expect(cssOf(255)).toBe("#0000ff");
});

test("contrast is that of WCAG", () => {
  expect(contrastOn(0x000000, "rgb(255, 255, 255)")).toBeCloseTo(21);
  expect(contrastOn(0xffffff, "rgb(255, 255, 255)")).toBeCloseTo(1);
  expect(contrastOn(0x777777, "rgb(255, 255, 255)")).toBeCloseTo(4.48, 1);
});
