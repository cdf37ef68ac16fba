import { expect, test } from "vitest";
import { bytesOf, msOf, percentOf, rateOf } from "./units";

/** Between a number and its unit there may be a space that does not break. */
const plain = (text: string) => text.replace(/\s/g, " ");

test.each([
  [0, "0 byte"],
  [999, "999 byte"],
  [1_000, "1 kB"],
  [1_250_000, "1.3 MB"],
])("%d bytes are %s", (bytes, text) => {
  expect(plain(bytesOf(bytes, "en"))).toBe(text);
});

test("figures are written in the reader's language", () => {
  expect(plain(msOf(23.6, "ru"))).toBe("24 мс");
  expect(rateOf(2.25, "ru")).toBe("2,3");
  expect(rateOf(1234.5, "en")).toBe("1,235");
  expect(percentOf(0.015, "en")).toBe("1.5%");
});
