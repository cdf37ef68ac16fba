import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en";
import { refusals as english } from "./refusals.en";
import { refusals as russian } from "./refusals.ru";
import { ru } from "./ru";
import type { Text } from "./t";

/** Sentences that Russian says without a word that would follow the number. */
const COUNTLESS = ["TOO_MANY_FRIENDS", "NOT_ALL_PURGED", "TOO_FEW", "TOO_MANY"];

/** Every source file but the words themselves and the tests. */
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !/^i18n\/(en|ru)(\/\w+)?\.ts$/.test(path))
  .map((path) => readFileSync(`src/${path}`, "utf8"))
  .join("\n");

test("every text is used: by its whole key, or by a key whose end is filled in", () => {
  const whole = new Set([...sources.matchAll(/"([a-z]+\.\w+)"/g)].map((match) => match[1]));
  const begun = [...sources.matchAll(/`([a-z]+\.\w*)\$\{/g)].map((match) => match[1] ?? "");
  const isUsed = (key: string) => whole.has(key) || begun.some((start) => key.startsWith(start));
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
});

test("Russian words that stand after a number have every form that numbers ask for", () => {
  const words: Record<string, Text> = { ...ru, ...russian };
  const counted = /\{(count|seconds|most|least|days)\} [а-яё]{3,}/;
  for (const [key, text] of Object.entries(words))
    if (typeof text === "string") expect(text.replace("млн", ""), key).not.toMatch(counted);
    else {
      // “Не более 2 каналов” has two forms, “2 канала” has three; `other` is for fractions.
      const forms = Object.keys(text).sort();
      expect([["few", "many", "one", "other"].join(), ["one", "other"].join()], key).toContain(forms.join());
      if (forms.length === 2) expect(text.other, key).toMatch(/не более|не менее|до \{/i);
    }
});

test("where English tells one from many, Russian does so as well, or names no thing that is counted", () => {
  const words: Record<string, Text> = { ...en, ...english };
  const theirs: Record<string, Text> = { ...ru, ...russian };
  const plural = Object.keys(words).filter((key) => typeof words[key] === "object");
  expect(plural.length).toBeGreaterThan(20);
  expect(plural.filter((key) => typeof theirs[key] === "string")).toEqual(COUNTLESS);
});
