import { expect, test } from "vitest";
import { bytesOf, durationOf, leftOf, msOf, percentOf, rateOf } from "./units";

/** Between a number and its unit there may be a space that does not break. */
const plain = (text: string) => text.replace(/\s/g, " ");

test.each([
  [0, "0 byte"],
  [999, "999 byte"],
  [1_000, "1 kB"],
  [1_250_000, "1.3 MB"],
  [4_000_000_000_000_000, "4,000 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(plain(bytesOf(bytes, "en"))).toBe(text);
});

test("figures are written in the reader's language", () => {
  expect(plain(msOf(23.6, "ru"))).toBe("24 мс");
  expect(rateOf(2.25, "ru")).toBe("2,3");
  expect(rateOf(1234.5, "en")).toBe("1,235");
  expect(percentOf(0.015, "en")).toBe("1.5%");
});

test.each([
  [0, "0 seconds"],
  [60, "1 minute"],
  [5_400, "1.5 hours"],
  [86_400 * 28, "28 days"],
])("%d seconds are %s", (seconds, text) => {
  expect(durationOf(seconds, "en")).toBe(text);
});

test("lengths of time have every form that a language has for them", () => {
  expect([60, 120, 300].map((seconds) => plain(durationOf(seconds, "ru")))).toEqual([
    "1 минута",
    "2 минуты",
    "5 минут",
  ]);
});

test.each([
  [1, "1 second", "1 с"],
  [59, "59 seconds", "59 с"],
  [60, "1 minute", "1 мин"],
  [61, "2 minutes", "2 мин"],
  [300, "5 minutes", "5 мин"],
  [7_199, "120 minutes", "120 мин"],
  [21_600, "6 hours", "6 ч"],
])("of %d seconds that are left nobody counts hundreds: %s", (seconds, long, short) => {
  expect(leftOf(seconds, "en")).toBe(long);
  expect(plain(leftOf(seconds, "ru", "short"))).toBe(short);
});
