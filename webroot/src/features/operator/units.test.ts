import { expect, test } from "vitest";
import { lasted, share, size } from "./units";

test("sizes are in the largest unit of which there is one", () => {
  expect(size(0, "en")).toBe("0 byte");
  expect(size(999, "en")).toBe("999 byte");
  expect(size(1_000, "en")).toBe("1 kB");
  expect(size(12_345_678, "en")).toBe("12 MB");
  expect(size(2_500_000_000, "en")).toBe("2.5 GB");
  expect(size(4_000_000_000_000_000, "en")).toBe("4,000 TB");
});

test("times are in days, hours or minutes, and shares are hundredths", () => {
  expect(lasted(59, "en")).toBe("0 minutes");
  expect(lasted(7_300, "en")).toBe("2 hours");
  expect(lasted(86_400 * 3 + 5, "en")).toBe("3 days");
  expect(share(0.256, "en")).toBe("26%");
});
