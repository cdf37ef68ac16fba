import { perLocale } from "./perLocale";

/** How names stand in a list: by their letters, whatever their case, and by their numbers. */
export const collatorOf = perLocale((locale) => new Intl.Collator(locale, { sensitivity: "base", numeric: true }));
