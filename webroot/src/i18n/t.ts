import { useCallback } from "react";
import { create } from "zustand";
import { store, stored } from "../lib/storage";
import type { en } from "./en";
import { fill, localeOf, type Params } from "./fill";
import { type Language, loadLanguage, wordsOf } from "./languages";

/** Words in the reader's language. `en.ts` defines the keys; a language that lacks one does not compile. */

export { fill, localeOf, type Params, type Text } from "./fill";
export type { Language } from "./languages";
export type Key = keyof typeof en;

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

export const useLocale = (): string => localeOf(useLanguage((state) => state.language));

export type Translate = (key: Key, params?: Params) => string;

/** The words for components; they change with the language. */
export const useT = (): Translate => {
  const language = useLanguage((state) => state.language);
  return useCallback((key, params) => translate(language, key, params), [language]);
};

/** The words outside components, in the language of now. */
export const t: Translate = (key, params) => translate(useLanguage.getState().language, key, params);
