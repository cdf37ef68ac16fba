import { legible } from "./colors";

/** Colours of roles: numbers as the server keeps them, 0 for none. They are data, not part of a theme. */

/** As CSS writes it; `undefined` for a role without a colour. */
export const cssOf = (color: number): string | undefined => (color === 0 ? undefined : roleHex(color));

/** As `#rrggbb`. */
export const roleHex = (color: number): string => `#${color.toString(16).padStart(6, "0")}`;

/** What somebody wrote as a colour; `null` if it is none. */
export const roleColorOf = (text: string): number | null => {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return Number.parseInt(six, 16);
};

/** Those that are offered first. */
export const ROLE_COLORS: readonly number[] = [
  0x1abc9c, 0x2ecc71, 0x3498db, 0x9b59b6, 0xe91e63, 0xf1c40f, 0xe67e22, 0xe74c3c, 0x95a5a6, 0x607d8b,
];

/** The lightest and the darkest that a name stands on, of each theme the one that it is read worst on. */
const ON_LIGHT = "#e4e6ea";
const ON_DARK = "#282c35";

const known = new Map<number, string>();

/** The colour of a role as a style: in each theme lighter or darker just so far that names are read. */
export const nameColor = (color: number): string => {
  const hex = roleHex(color);
  const style = known.get(color) ?? `light-dark(${legible(hex, ON_LIGHT)}, ${legible(hex, ON_DARK)})`;
  known.set(color, style);
  return style;
};
