import { toWait } from "../lib/units";
import { wordsOf } from "./languages";
import type { Refusal } from "./refusals.en";
import { fill, type Key, type Language, localeOf, type Params, translate } from "./t";

/** A reason by its name, and what fills its sentence. */
interface Refused {
  reason?: string | null;
  params?: Readonly<Record<string, string>> | null;
}

const NUMBERS = new Set(["count", "most", "least", "position", "days"]);
const KB = 1024;
const TIMES = new Set(["until", "when"]);
/** Refusals whose `most` is a number of bytes. */
const OF_BYTES = new Set(["TOO_MANY_BYTES"]);
const PERMISSIONS = new Set(["permission", "permissions"]);

/** Why it was refused, in a sentence for a person; `null` when no reason was told that this page knows. */
export const refusalText = (language: Language, { reason, params }: Refused): string | null => {
  const sentences = wordsOf(language)?.refusals;
  if (!reason || !sentences || !Object.hasOwn(sentences, reason)) return null;
  const values = Object.entries(params ?? {}).map(([name, value]) => {
    const isSize = name === "most" && OF_BYTES.has(reason);
    return [name, isSize ? size(language, value) : shown(language, name, value)] as const;
  });
  const filled: Params = Object.fromEntries(values);
  const count = filled.count ?? filled.days ?? filled.most ?? filled.least ?? 0;
  return fill(language, sentences[reason as Refusal], { ...filled, count });
};

/** Only what is known to be a number or a time is written as one: a person may be called 1000. */
const shown = (language: Language, name: string, value: string): string | number => {
  if (name === "seconds") return wait(language, value);
  if (NUMBERS.has(name)) return Number.isFinite(Number(value)) ? Number(value) : value;
  if (TIMES.has(name)) return time(language, value);
  if (PERMISSIONS.has(name))
    return value
      .split(", ")
      .map((permission) => permissionName(language, permission))
      .join(", ");
  return value;
};

/** A number of bytes in the unit that people count it in. */
const size = (language: Language, value: string): string => {
  const bytes = Number(value);
  if (!Number.isFinite(bytes)) return value;
  const [unit, of] = bytes < KB ? ["byte", 1] : bytes < KB * KB ? ["kilobyte", KB] : ["megabyte", KB * KB];
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(localeOf(language), options).format(bytes / of);
};

/** How long to wait, as it stands after “in”. */
const wait = (language: Language, value: string): string => {
  if (!Number.isFinite(Number(value))) return value;
  const { unit, count } = toWait(Number(value));
  return translate(language, `wait.${unit}`, { count });
};

const time = (language: Language, value: string): string => {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeStyle: "short" }).format(at);
};

/** What a permission is called; its own name when this page does not know it. */
const permissionName = (language: Language, name: string): string => {
  const key = `permission.${name}`;
  return Object.hasOwn(wordsOf(language)?.texts ?? {}, key) ? translate(language, key as Key) : name;
};
