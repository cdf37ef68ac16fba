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

const span = (unit: "day" | "hour" | "minute" | "second", length: number) => ({
  length,
  long: format({ style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 }),
  short: format({ style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }),
});

const DAY = span("day", 86_400);
const HOUR = span("hour", 3_600);
const MINUTE = span("minute", 60);
const SECOND = span("second", 1);

/** How long so many seconds are, in the largest unit of which there is at least one: “10 minutes”. */
export const durationOf = (seconds: number, locale: string): string => {
  const { length, long } = [DAY, HOUR, MINUTE].find((its) => seconds >= its.length) ?? SECOND;
  return long(locale).format(seconds / length);
};

/** How many seconds, minutes or hours to wait: whole ones, and never fewer than are left. */
export const toWait = (seconds: number): { unit: "seconds" | "minutes" | "hours"; count: number } => {
  if (seconds < MINUTE.length) return { unit: "seconds", count: Math.ceil(seconds) };
  if (seconds < 2 * HOUR.length) return { unit: "minutes", count: Math.ceil(seconds / MINUTE.length) };
  return { unit: "hours", count: Math.ceil(seconds / HOUR.length) };
};

/** What is left of a wait, by itself: “5 minutes”, or “5 min”. */
export const leftOf = (seconds: number, locale: string, how: "long" | "short" = "long"): string => {
  const { unit, count } = toWait(seconds);
  return { seconds: SECOND, minutes: MINUTE, hours: HOUR }[unit][how](locale).format(count);
};
