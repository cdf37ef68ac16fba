import { perLocale } from "./perLocale";

/** Dates as people read them; the locale is always given. */

const DAY_MS = 86_400_000;

export const dayOf = (iso: string): string => {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
};

const format = (options: Intl.DateTimeFormatOptions) => perLocale((locale) => new Intl.DateTimeFormat(locale, options));

const hourAndMinute = format({ hour: "numeric", minute: "2-digit" });
const twoDigitHour = format({ hour: "2-digit", minute: "2-digit" });
const dayInDigits = format({ day: "2-digit", month: "2-digit", year: "numeric" });
const dayInWords = format({ day: "numeric", month: "long", year: "numeric" });
const everything = format({ dateStyle: "full", timeStyle: "short" });
const dayAndTime = format({ dateStyle: "medium", timeStyle: "short" });

const inDays = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));

/** Whether the hours of a day are counted twice to twelve. */
const hasHalfDays = perLocale((locale) => hourAndMinute(locale).resolvedOptions().hour12 ?? false);

/** "8:33 AM", and "08:33" where a day has one row of hours. */
export const clock = (iso: string, locale: string): string =>
  (hasHalfDays(locale) ? hourAndMinute : twoDigitHour)(locale).format(new Date(iso));

/** The clock without "AM" and "PM", for where there is little room. */
export const shortClock = (iso: string, locale: string): string =>
  hourAndMinute(locale)
    .formatToParts(new Date(iso))
    .filter((part) => part.type !== "dayPeriod")
    .map((part) => part.value)
    .join("")
    .trim();

export const longDate = (iso: string, locale: string): string => dayInWords(locale).format(new Date(iso));

export const fullTime = (iso: string, locale: string): string => everything(locale).format(new Date(iso));

/** "Today at 14:03", "Yesterday at 09:12", or the date: what stands beside an author. */
export const stamp = (iso: string, locale: string, now: number): string => {
  const then = new Date(iso);
  const today = new Date(now);
  const days = Math.round((startOfDay(today) - startOfDay(then)) / DAY_MS);
  const time = clock(iso, locale);
  if (days === 0 || days === 1) {
    const word = inDays(locale).format(-days, "day");
    return `${word.charAt(0).toLocaleUpperCase(locale)}${word.slice(1)}, ${time}`;
  }
  return `${dayInDigits(locale).format(then)}, ${time}`;
};

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** A moment in the future, as short as it can be: the time, with its date where that is not today. */
export const momentOf = (iso: string, locale: string, now = Date.now()): string =>
  dayOf(iso) === dayOf(new Date(now).toISOString()) ? clock(iso, locale) : dayAndTime(locale).format(new Date(iso));
