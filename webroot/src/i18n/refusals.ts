import { en } from "./en";
import { refusals as english, type Refusal } from "./refusals.en";
import { refusals as russian } from "./refusals.ru";
import { fill, type Key, type Language, localeOf, type Params, type Text, translate } from "./t";

/** A reason by its name, and what fills its sentence. */
interface Refused {
  reason?: string | null;
  params?: Readonly<Record<string, string>> | null;
}

const sentences: Record<Language, Record<Refusal, Text>> = { en: english, ru: russian };
const NUMBERS = new Set(["seconds", "count", "most", "least", "position"]);
const TIMES = new Set(["until", "when"]);
const PERMISSIONS = new Set(["permission", "permissions"]);

/** Why it was refused, in a sentence for a person; `null` when no reason was told that this page knows. */
export const refusalText = (language: Language, { reason, params }: Refused): string | null => {
  if (!reason || !Object.hasOwn(sentences[language], reason)) return null;
  const values = Object.entries(params ?? {}).map(([name, value]) => [name, shown(language, name, value)] as const);
  const filled: Params = Object.fromEntries(values);
  const count = filled.seconds ?? filled.count ?? filled.most ?? filled.least ?? 0;
  return fill(language, sentences[language][reason as Refusal], { ...filled, count });
};

/** Only what is known to be a number or a time is written as one: a person may be called 1000. */
const shown = (language: Language, name: string, value: string): string | number => {
  if (NUMBERS.has(name)) return Number.isFinite(Number(value)) ? Number(value) : value;
  if (TIMES.has(name)) return time(language, value);
  if (PERMISSIONS.has(name))
    return value
      .split(", ")
      .map((permission) => permissionName(language, permission))
      .join(", ");
  return value;
};

const time = (language: Language, value: string): string => {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeStyle: "short" }).format(at);
};

/** What a permission is called; its own name when this page does not know it. */
const permissionName = (language: Language, name: string): string => {
  const key = `permission.${name}`;
  return Object.hasOwn(en, key) ? translate(language, key as Key) : name;
};
