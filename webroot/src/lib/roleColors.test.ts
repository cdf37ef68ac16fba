import { expect, test } from "vitest";
import { AA, contrast } from "./colors";
import { cssOf, nameColor, roleColorOf } from "./roleColors";

test("a colour is read as people write it", () => {
  expect(roleColorOf("#3498db")).toBe(0x3498db);
  expect(roleColorOf(" FFF ")).toBe(0xffffff);
  expect(roleColorOf("red")).toBeNull();
  expect(cssOf(0)).toBeUndefined();
  expect(cssOf(255)).toBe("#0000ff");
});

const shades = (color: number) =>
  /light-dark\((#\w{6}), (#\w{6})\)/.exec(nameColor(color))?.slice(1) as [string, string];

test("whatever colour a role has, names in it are read in both themes", () => {
  for (const color of [0x000001, 0xffffff, 0xffff00, 0x0000ff, 0x7f7f7f, 0xff0000, 0x00ff00]) {
    const [light, dark] = shades(color);
    for (const behind of ["#eef0f3", "#ffffff", "#f6f7f9"])
      expect(contrast(light, behind), `${light} on ${behind}`).toBeGreaterThanOrEqual(AA);
    for (const behind of ["#171a20", "#1e2128", "#22262e"])
      expect(contrast(dark, behind), `${dark} on ${behind}`).toBeGreaterThanOrEqual(AA);
  }
});

test("a colour that is read as it is stays so", () => {
  expect(shades(0x1a4d1a)[0]).toBe("#1a4d1a");
  expect(shades(0xffd28a)[1]).toBe("#ffd28a");
});
