import { expect, test } from "vitest";
import { wordsOf } from "./FilterRuleDialog";

test("words stand on lines or between commas, each once", () => {
  expect(wordsOf("casino, free money\n\n casino \nбесплатно,")).toEqual(["casino", "free money", "бесплатно"]);
});
