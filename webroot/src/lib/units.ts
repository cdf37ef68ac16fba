import { perLocale } from "./perLocale";

/** Figures with their units, as the reader's language writes them. */

const format = (options: Intl.NumberFormatOptions) => perLocale((locale) => new Intl.NumberFormat(locale, options));

const milliseconds = format({ style: "unit", unit: "millisecond", maximumFractionDigits: 0 });

/** Milliseconds, whole. */
export const msOf = (ms: number, locale: string): string => milliseconds(locale).format(ms);

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes, in the unit that makes a number below a thousand. */
export const bytesOf = (bytes: number, locale: string): string => {
  const step = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const unit = SIZES[step] ?? "byte";
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: step < 2 ? 0 : 1 } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** step);
};

const whole = format({ maximumFractionDigits: 0 });
const tenths = format({ maximumFractionDigits: 1 });

/** A number with one place at most. */
export const rateOf = (rate: number, locale: string): string => (rate < 10 ? tenths : whole)(locale).format(rate);

const percents = format({ style: "percent", maximumFractionDigits: 0 });
const tenthsOfPercents = format({ style: "percent", maximumFractionDigits: 1 });

/** A share of one. */
export const percentOf = (share: number, locale: string): string =>
  (share < 0.1 ? tenthsOfPercents : percents)(locale).format(share);

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
