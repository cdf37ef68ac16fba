/** Colours as `#rrggbb`, and how well one is read on another: contrast as WCAG 2 counts it. */

export type Rgb = readonly [number, number, number];

/** Least contrast of words, by level AA. */
export const AA = 4.5;

export const rgbOf = (hex: string): Rgb => {
  const number = Number.parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
};

export const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** The colour that a browser tells as `rgb(…)`. */
export const hexOfComputed = (css: string): string => {
  const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number);
  return hexOf([red, green, blue]);
};

export const isHex = (text: unknown): text is string => typeof text === "string" && /^#[0-9a-f]{6}$/.test(text);

/** `share` of one colour and the rest of the other, mixed as `color-mix(in srgb, …)` does. */
export const mixed = (one: string, share: number, other: string): string => {
  const rest = rgbOf(other);
  return hexOf(rgbOf(one).map((part, at) => part * share + (rest[at] ?? 0) * (1 - share)) as unknown as Rgb);
};

const luminance = (hex: string): number => {
  const linear = (part: number) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = rgbOf(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};

/** From 1 for the same to 21 for black on white. */
export const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

/** The colour, made lighter or darker just so far that it is read on `behind`. */
export const legible = (color: string, behind: string, least = AA): string => {
  if (contrast(color, behind) >= least) return color;
  const [black, white] = [hexOf([0, 0, 0]), hexOf([255, 255, 255])];
  const towards = contrast(white, behind) > contrast(black, behind) ? white : black;
  for (let share = 0.95; share > 0; share -= 0.05) {
    const nearer = mixed(color, share, towards);
    if (contrast(nearer, behind) >= least) return nearer;
  }
  return towards;
};
