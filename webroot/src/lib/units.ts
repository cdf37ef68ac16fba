/** Figures with their units, as the reader's language writes them. */

/** Milliseconds, whole. */
export const msOf = (ms: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit: "millisecond", maximumFractionDigits: 0 }).format(ms);

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes, in the unit that makes a number below a thousand. */
export const bytesOf = (bytes: number, locale: string): string => {
  const step = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unit = SIZES[step] ?? "byte";
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: step < 2 ? 0 : 1 } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** step);
};

/** A number with one place at most. */
export const rateOf = (rate: number, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: rate < 10 ? 1 : 0 }).format(rate);

/** A share of one. */
export const percentOf = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);

const SPANS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long so many seconds are, in the largest unit of which there is at least one: “10 minutes”. */
export const durationOf = (seconds: number, locale: string): string => {
  const [unit, length] = SPANS.find(([, its]) => seconds >= its) ?? SPANS[3];
  const format = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(seconds / length);
};
