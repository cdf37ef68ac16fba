/** Amounts as people read them, in the units of their language. */

const STEPS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes in the largest unit of which there is at least one. */
export const size = (bytes: number, locale: string): string => {
  const step = bytes < 1 ? 0 : Math.min(STEPS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: STEPS[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step < 3 ? 0 : 1,
  }).format(bytes / 1000 ** step);
};

/** A time that something has lasted, in its largest unit. */
export const lasted = (seconds: number, locale: string): string => {
  const [unit, length] =
    seconds >= 86_400
      ? (["day", 86_400] as const)
      : seconds >= 3_600
        ? (["hour", 3_600] as const)
        : (["minute", 60] as const);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(
    Math.floor(seconds / length),
  );
};

/** A share of one. */
export const share = (part: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(part);
