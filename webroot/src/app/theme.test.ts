import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** Contrast as WCAG 2 counts it, of the colours that theme.css names. */

type Rgb = [number, number, number];

const css = readFileSync("src/app/theme.css", "utf8");
const variables = new Map([...css.matchAll(/^ {2}--([\w-]+): (.+);$/gm)].map(([, name, value]) => [name, value]));

/** The colour that a variable stands for in a theme: hex, `light-dark`, or two of those mixed in sRGB. */
const color = (name: string, theme: "light" | "dark"): Rgb => resolve(variables.get(name) ?? `no --${name}`, theme);

const resolve = (value: string, theme: "light" | "dark"): Rgb => {
  const named = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (named) return color(named, theme);
  const [, light, dark] = /^light-dark\(([^,]+), ([^,]+)\)$/.exec(value) ?? [];
  if (light && dark) return resolve(theme === "light" ? light : dark, theme);
  const [, one, percent, other] = /^color-mix\(in srgb, (.+) (\d+)%, (.+)\)$/.exec(value) ?? [];
  if (one && percent && other) {
    const [a, b, share] = [resolve(one, theme), resolve(other, theme), Number(percent) / 100];
    return a.map((channel, at) => channel * share + (b[at] ?? 0) * (1 - share)) as Rgb;
  }
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(value);
  if (!hex) throw new Error(`not a colour that this test reads: ${value}`);
  return hex.slice(1).map((digits) => Number.parseInt(digits, 16)) as Rgb;
};

const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: Rgb, b: Rgb): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const AA = 4.5;
const avatars = [...variables.keys()].filter((name): name is string => /^avatar-\d$/.test(name ?? ""));

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test("initials are readable on every avatar colour, of who is there and of who is away", () => {
    expect(avatars).toHaveLength(8);
    for (const name of avatars) {
      expect(contrast(color("on-accent", theme), color(name, theme)), name).toBeGreaterThanOrEqual(AA);
      expect(contrast(color("muted", theme), color(`${name}-away`, theme)), `${name}-away`).toBeGreaterThanOrEqual(AA);
    }
  });

  test("an avatar stands out from what is behind it, also of who is away", () => {
    for (const name of avatars)
      for (const behind of ["main", "side"])
        expect(contrast(color(`${name}-away`, theme), color(behind, theme)), `${name} on ${behind}`).toBeGreaterThan(
          1.1,
        );
  });

  test("words are readable on every surface they stand on", () => {
    for (const text of ["strong", "text", "muted", "faint", "online", "accent-text", "danger-text"])
      for (const surface of ["main", "side", "raised", "float", "row-hover"])
        expect(contrast(color(text, theme), color(surface, theme)), `${text} on ${surface}`).toBeGreaterThanOrEqual(AA);
    for (const surface of ["accent", "accent-hover", "danger", "danger-hover", "badge"])
      expect(contrast(color("on-accent", theme), color(surface, theme)), surface).toBeGreaterThanOrEqual(AA);
  });
});
