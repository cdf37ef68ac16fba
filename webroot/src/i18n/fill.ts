/** How a text becomes a sentence; stands alone, so that the service worker speaks as the page does. */

import { perLocale } from "../lib/perLocale";

/** A text, or one per plural form of the parameter `count`. */
export type Text = string | { one?: string; few?: string; many?: string; other: string };
export type Params = Record<string, string | number>;

/** A text of this language with its `{parameters}` filled in. */
export const fill = (language: string, text: Text, params: Params): string => {
  const form = typeof text === "string" ? text : (text[pluralOf(language, params.count)] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === "number" ? numbers(localeOf(language)).format(value) : value;
  });
};

const numbers = perLocale((locale) => new Intl.NumberFormat(locale));
const plurals = perLocale((locale) => new Intl.PluralRules(locale));

const pluralOf = (language: string, count: string | number | undefined): "one" | "few" | "many" | "other" => {
  const rule = plurals(language).select(Number(count ?? 0));
  return rule === "one" || rule === "few" || rule === "many" ? rule : "other";
};

/** The reader's own variety of the language, for dates and numbers: British dates for British readers of English. */
export const localeOf = (language: string): string =>
  navigator.languages.find((locale) => locale.toLowerCase().startsWith(language)) ?? language;
