import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { useSettings } from "./settings";
import {
  clearThemes,
  codeOf,
  faultsOf,
  type OwnTheme,
  removeTheme,
  saveTheme,
  THEMES_MAX,
  TONES,
  type Tones,
  themeOf,
  useThemes,
} from "./themes";

const css = readFileSync("src/app/theme.css", "utf8");
const tonesOf = (base: "dark" | "light"): Tones =>
  Object.fromEntries(
    TONES.map((tone) => {
      const [, light, dark] = new RegExp(`--${tone}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
      return [tone, base === "light" ? light : dark];
    }),
  ) as Tones;

const dusk: OwnTheme = { id: "1", name: "Сумерки 🌆", base: "dark", tones: tonesOf("dark") };

beforeEach(clearThemes);

describe("a theme of one's own", () => {
  test.each(["dark", "light"] as const)("begins without fault in the %s theme's colours", (base) => {
    expect(faultsOf({ tones: tonesOf(base) }, "#ffffff")).toEqual([]);
  });

  test("that could not be read is found out, the worst first", () => {
    const faults = faultsOf({ tones: { ...dusk.tones, text: "#30343c", accent: "#e8e800" } }, "#ffffff");
    expect(faults.map(({ words }) => words)).toEqual(expect.arrayContaining(["text", "on-accent"]));
    expect(faults.map(({ contrast }) => contrast)).toEqual(
      faults.map(({ contrast }) => contrast).sort((a, b) => a - b),
    );
  });

  test("is handed on as a code, whatever it is called", () => {
    const code = codeOf(dusk);
    expect(code).toMatch(/^miscord-theme-[\w-]+$/);
    expect(themeOf(`  ${code}\n`)).toEqual({ ...dusk, id: expect.not.stringMatching(/^1$/) });
    for (const none of ["", "hello", "miscord-theme-", "miscord-theme-%%%", code.slice(0, 30)])
      expect(themeOf(none)).toBeNull();
  });

  test("is worn when it is kept, and no more when it is gone", () => {
    saveTheme(dusk);
    expect(useSettings.getState().ownTheme).toBe("1");
    saveTheme({ ...dusk, name: "Dusk" });
    expect(useThemes.getState().own.map(({ name }) => name)).toEqual(["Dusk"]);
    removeTheme("1");
    expect(useSettings.getState().ownTheme).toBeNull();
  });

  test("is one of a bounded number", () => {
    for (let id = 0; id < THEMES_MAX + 5; id++) saveTheme({ ...dusk, id: String(id) });
    expect(useThemes.getState().own).toHaveLength(THEMES_MAX);
    expect(useThemes.getState().own.at(-1)?.id).toBe(String(THEMES_MAX + 4));
  });
});
