import { en } from "../../src/i18n/en";
import { ru } from "../../src/i18n/ru";
import type { Key, Params, Text } from "../../src/i18n/t";

/** A text of the client in a language: what is on a button is looked for in the words of whoever looks. */
export type Say = (key: Key, params?: Params) => string;

export type Language = "en" | "ru";

const WORDS: Record<Language, Record<Key, Text>> = { en, ru };

/** The words of a language, with their parameters filled in. */
export const wordsIn =
  (language: Language): Say =>
  (key, params = {}) => {
    const text = WORDS[language][key];
    const form = new Intl.PluralRules(language).select(Number(params.count ?? 0));
    const chosen = typeof text === "string" ? text : ((text as Partial<Record<string, string>>)[form] ?? text.other);
    return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  };
