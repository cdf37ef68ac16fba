import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { en } from "./en";
import { refusalText } from "./refusals";
import { refusals as english } from "./refusals.en";
import { refusals as russian } from "./refusals.ru";
import type { Text } from "./t";

interface Contract {
  components: {
    schemas: {
      Refusal: { "x-sentences": Record<string, string> };
      Permission: { enum: string[] };
    };
  };
}

const contract = load(readFileSync("../verticles/contract/src/main/resources/asyncapi.yaml", "utf8")) as Contract;
const { Refusal, Permission } = contract.components.schemas;
const contracted = Refusal["x-sentences"];

const formsOf = (text: Text): string[] => (typeof text === "string" ? [text] : Object.values(text));

const parameters = (text: Text): string[] => {
  const named = formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
  return [...new Set(named)].sort();
};
/** Each language's sentences under any name. */
const languages: Record<string, Record<string, Text>> = { en: english, ru: russian };

describe("refusals", () => {
  test("every one of the contract has a sentence in both languages, and there are no others", () => {
    for (const [language, sentences] of Object.entries(languages))
      expect(Object.keys(sentences).sort(), language).toEqual(Object.keys(contracted).sort());
  });

  test("what the server fills in is said in both languages, and nothing else is waited for", () => {
    for (const [name, sentence] of Object.entries(contracted))
      for (const [language, sentences] of Object.entries(languages)) {
        const used = parameters(sentences[name] ?? "").filter((parameter) => parameter !== "field");
        expect(used, `${name} in ${language}`).toEqual(parameters(sentence));
      }
  });

  test("what is said of a field has no full stop at its end, and everything else has one", () => {
    for (const [name, sentence] of Object.entries(contracted))
      for (const [language, sentences] of Object.entries(languages))
        for (const form of formsOf(sentences[name] ?? "")) {
          const isOfField = /^\p{Ll}/u.test(sentence);
          // What somebody wrote themselves ends as they ended it.
          expect(form, `${name} in ${language}`).toMatch(isOfField ? /[^.!?:]$/ : /[.!?]$|: \{\w+\}$/);
        }
  });

  test("Russian is Russian", () => {
    for (const [name, text] of Object.entries(russian)) expect(JSON.stringify(text), name).toMatch(/[а-яё]{3}/);
  });

  test("every permission has a name for people", () => {
    for (const permission of Permission.enum) expect(Object.keys(en)).toContain(`permission.${permission}`);
  });

  test("numbers go by the rules of the language, names stay as they are", () => {
    const slow = (seconds: string) => refusalText("ru", { reason: "SLOW_MODE", params: { seconds } });
    expect(slow("1")).toContain("через 1 секунду");
    expect(slow("22")).toContain("через 22 секунды");
    expect(slow("11")).toContain("через 11 секунд");
    expect(slow("300")).toContain("через 5 минут.");
    expect(slow("61")).toContain("через 2 минуты.");
    expect(slow("60")).toContain("через 1 минуту.");
    expect(slow("21600")).toContain("через 6 часов.");
    expect(refusalText("en", { reason: "TOO_FAST", params: { seconds: "300" } })).toContain("in 5 minutes.");
    expect(refusalText("en", { reason: "NO_SUCH_NAME", params: { name: "1000" } })).toContain("called 1000.");
    expect(refusalText("en", { reason: "NO_SUCH_NAME", params: { name: "{name} $&" } })).toContain("{name} $&");
  });

  test("sizes are told in the units that people count them in", () => {
    const tooLarge = (language: "en" | "ru", most: string) =>
      refusalText(language, { reason: "TOO_MANY_BYTES", params: { most } })?.replace(/\s/g, " ");
    expect(tooLarge("en", "1048576")).toContain("1 MB at most");
    expect(tooLarge("en", "262144")).toMatch(/256 kB at most/i);
    expect(tooLarge("ru", "1048576")).toContain("не более 1 МБ");
    expect(tooLarge("ru", "1572864")).toContain("1,5 МБ");
  });

  test("permissions and times are for people", () => {
    const params = { permissions: "KICK_MEMBERS, SOMETHING_NEW" };
    expect(refusalText("ru", { reason: "CANNOT_GRANT", params })).toContain("Выгонять участников, SOMETHING_NEW");
    const until = refusalText("en", { reason: "MUTED", params: { until: "2026-11-21T12:00:00.000Z" } });
    expect(until).toContain("2026");
    expect(until).not.toContain("T12:00");
  });

  test("what this page does not know has no sentence", () => {
    expect(refusalText("en", { reason: "NOT_INVENTED_YET", params: {} })).toBeNull();
    expect(refusalText("en", { reason: "toString" })).toBeNull();
    expect(refusalText("en", {})).toBeNull();
  });
});
