/**
 * What people read while they write, and what is sent for it: `@Big Bob` for `<@id>`, `:parrot:` for `<:parrot:id>`.
 * What stands in code is quoted and stays. Pure.
 */

/** What is sent, by what is read for it. */
export type Names = Readonly<Record<string, string>>;

/** Listings and words of code, as the server knows them. */
const CODE = /(```[\s\S]*?(?:```|$)|``[\s\S]*?``|`[^`\n]+`)/;
const BEFORE = "(?<![\\p{L}\\p{N}_@/])";
const AFTER = "(?![\\p{L}\\p{N}_])";
const EMOJI = ":[\\p{L}\\p{N}_+-]{2,64}:";
const REFERENCE = /<(?:[@#]|@&)[0-9a-fA-F-]{36}>|<:(\w{2,32}):[0-9a-fA-F-]{36}>/g;

/**
 * @param names longer ones are looked for first
 * @param emoji the emoji with a name between colons, if there is one
 */
export const toWire = (text: string, names: Names, emoji: (name: string) => string | undefined = none): string => {
  // Of thousands of people few are named.
  const shown = Object.keys(names)
    .filter((name) => text.includes(name))
    .sort((a, b) => b.length - a.length);
  // What is a reference already is taken first, and stays.
  const wanted = new RegExp([REFERENCE.source, ...shown.map(pattern), EMOJI].join("|"), "gu");
  const meant = (found: string) =>
    names[found] ?? (/^:.*:$/.test(found) ? emoji(found.slice(1, -1)) : undefined) ?? found;
  return text
    .split(CODE)
    .map((part, index) => (index % 2 ? part : part.replace(wanted, meant)))
    .join("");
};

/** What is read for a text that was sent, and what to send for it again. */
export const fromWire = (
  content: string,
  shownFor: (reference: string) => string | undefined,
): { text: string; names: Names } => {
  const names: Record<string, string> = {};
  const text = content
    .split(CODE)
    .map((part, index) =>
      index % 2
        ? part
        : part.replace(REFERENCE, (reference: string, emoji: string | undefined) => {
            const shown = emoji === undefined ? shownFor(reference) : `:${emoji}:`;
            // Of two who are called the same, the second stays as it was sent.
            if (shown === undefined || (names[shown] ?? reference) !== reference) return reference;
            names[shown] = reference;
            return shown;
          }),
    )
    .join("");
  return { text, names };
};

const pattern = (shown: string): string => {
  const word = shown.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return /^:.*:$/.test(shown) ? word : `${BEFORE}${word}${/[\p{L}\p{N}_]$/u.test(shown) ? AFTER : ""}`;
};

const none = () => undefined;
