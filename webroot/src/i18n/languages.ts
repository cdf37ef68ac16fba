import type { en } from "./en";
import type { Refusal } from "./refusals.en";
import type { Text } from "./t";

/** The words of each language are code of its own: only those of the language in use are fetched. */

export const LANGUAGES = ["en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Words {
  texts: Record<keyof typeof en, Text>;
  refusals: Record<Refusal, Text>;
}

const FETCH: Record<Language, () => Promise<Words>> = {
  en: async () => {
    const [texts, refusals] = await Promise.all([import("./en"), import("./refusals.en")]);
    return { texts: texts.en, refusals: refusals.refusals };
  },
  ru: async () => {
    const [texts, refusals] = await Promise.all([import("./ru"), import("./refusals.ru")]);
    return { texts: texts.ru, refusals: refusals.refusals };
  },
};

const here = new Map<Language, Words>();

/** The words of a language that was loaded; those of another while it is not: better than none. */
export const wordsOf = (language: Language): Words | undefined => here.get(language) ?? here.values().next().value;

/** Makes sure that a language's words are here. Rejects when they cannot be fetched. */
export const loadLanguage = async (language: Language): Promise<void> => {
  if (!here.has(language)) here.set(language, await FETCH[language]());
};
