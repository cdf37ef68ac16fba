import { legible } from "./colors";

/** The lightest and the darkest that a name stands on, of each theme the one that it is read worst on. */
const ON_LIGHT = "#e4e6ea";
const ON_DARK = "#282c35";

const known = new Map<number, string>();

/** The colour of a role (0xRRGGBB) as a style: in each theme lighter or darker just so far that names are read. */
export const nameColor = (color: number): string => {
  const hex = `#${color.toString(16).padStart(6, "0")}`;
  const style = known.get(color) ?? `light-dark(${legible(hex, ON_LIGHT)}, ${legible(hex, ON_DARK)})`;
  known.set(color, style);
  return style;
};
