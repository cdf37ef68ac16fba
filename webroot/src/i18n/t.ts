import { useCallback } from "react";
import { create } from "zustand";
import { store, stored } from "../lib/storage";
import type { en } from "./en";
import { type Language, loadLanguage, wordsOf } from "./languages";

/** Words in the reader's language. `en.ts` defines the keys; a language that lacks one does not compile. */

export type { Language } from "./languages";
export type Key = keyof typeof en;
/** A text, or one per plural form of the parameter `count`. */
export type Text = string | { one?: string; few?: string; many?: string; other: string };
export type Params = Record<string, string | number>;

const KEY = "miscord.language";

const fromBrowser = (): Language => (navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en");

const chosen = (): Language => {
  const kept = stored(KEY);
  return kept === "en" || kept === "ru" ? kept : fromBrowser();
};

export const useLanguage = create<{ language: Language }>(() => ({ language: chosen() }));

/** Fetches the words of the language that is in use: to be waited for before anything is drawn. */
export const loadWords = (): Promise<void> => loadLanguage(useLanguage.getState().language);

/** Changes over once the words are here. Rejects, and leaves all as it is, when they cannot be fetched. */
export const setLanguage = async (language: Language): Promise<void> => {
  await loadLanguage(language);
  store(KEY, language);
  useLanguage.setState({ language });
};

/** A text with its `{parameters}` filled in, in a given language. */
export const translate = (language: Language, key: Key, params: Params = {}): string =>
  fill(language, wordsOf(language)?.texts[key] ?? "", params);

/** A text of this language with its `{parameters}` filled in. */
export const fill = (language: Language, text: Text, params: Params): string => {
  const form = typeof text === "string" ? text : (text[pluralOf(language, params.count)] ?? text.other);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === "number" ? value.toLocaleString(localeOf(language)) : value;
  });
};

const pluralOf = (language: Language, count: string | number | undefined): "one" | "few" | "many" | "other" => {
  const rule = new Intl.PluralRules(language).select(Number(count ?? 0));
  return rule === "one" || rule === "few" || rule === "many" ? rule : "other";
};

/** The reader's own variety of the language, for dates and numbers: British dates for British readers of English. */
export const localeOf = (language: Language): string =>
  navigator.languages.find((locale) => locale.toLowerCase().startsWith(language)) ?? language;

export const useLocale = (): string => localeOf(useLanguage((state) => state.language));

export type Translate = (key: Key, params?: Params) => string;

/** The words for components; they change with the language. */
export const useT = (): Translate => {
  const language = useLanguage((state) => state.language);
  return useCallback((key, params) => translate(language, key, params), [language]);
};

/** The words outside components, in the language of now. */
export const t: Translate = (key, params) => translate(useLanguage.getState().language, key, params);
