import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en";

/** Every source file but the words themselves and the tests. */
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !/^i18n\/(en|ru)\.ts$/.test(path))
  .map((path) => readFileSync(`src/${path}`, "utf8"))
  .join("\n");

test("every text is used: by its whole key, or by a key whose end is filled in", () => {
  const whole = new Set([...sources.matchAll(/"([a-z]+\.\w+)"/g)].map((match) => match[1]));
  const begun = [...sources.matchAll(/`([a-z]+\.\w*)\$\{/g)].map((match) => match[1] ?? "");
  const isUsed = (key: string) => whole.has(key) || begun.some((start) => key.startsWith(start));
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
});
