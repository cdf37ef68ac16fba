/** Colours of roles: numbers as the server keeps them, 0 for none. They are data, not part of a theme. */

/** As CSS writes it; `undefined` for a role without a colour. */
export const cssOf = (color: number): string | undefined => (color === 0 ? undefined : hexOf(color));

export const hexOf = (color: number): string => `#${color.toString(16).padStart(6, "0")}`;

/** What somebody wrote as a colour; `null` if it is none. */
export const colorOf = (text: string): number | null => {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return Number.parseInt(six, 16);
};

/** Those that are offered first. */
export const ROLE_COLORS: readonly number[] = [
  0x1abc9c, 0x2ecc71, 0x3498db, 0x9b59b6, 0xe91e63, 0xf1c40f, 0xe67e22, 0xe74c3c, 0x95a5a6, 0x607d8b,
];

/** The numbers in `rgb(…)`, as a browser tells a colour. */
const channelsOf = (css: string): number[] => (css.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);

const luminance = (channels: ReadonlyArray<number>): number => {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** How well a role's colour is read on a background that the browser tells as `rgb(…)`: 1 to 21, as WCAG counts. */
export const contrastOn = (color: number, background: string): number => {
  const own = luminance([color >> 16, (color >> 8) & 0xff, color & 0xff]);
  const other = luminance(channelsOf(background));
  return (Math.max(own, other) + 0.05) / (Math.min(own, other) + 0.05);
};
