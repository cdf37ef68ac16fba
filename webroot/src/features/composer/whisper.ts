/**
 * `/w name text` in the composer: something for one person alone. Pure.
 *
 * The name is the first word, or what stands in quotes; of names that are known here the longest one is taken, so that
 * those with spaces need no quotes.
 */
export type Whisper =
  /** Not a whisper. */
  | { kind: "none" }
  /** One that is not finished: without a name, or without a text. */
  | { kind: "unfinished" }
  | { kind: "to"; name: string; text: string };

const COMMAND = /^\/w(?:\s+|$)/i;
const QUOTED = /^["“„«]([^"”“»]+)["”“»]\s*/u;

export const whisperOf = (typed: string, names: ReadonlyArray<string>): Whisper => {
  const command = COMMAND.exec(typed.trimStart());
  if (!command) return { kind: "none" };
  const rest = typed.trimStart().slice(command[0].length);
  const quoted = QUOTED.exec(rest);
  if (quoted) return whisper(quoted[1] ?? "", rest.slice(quoted[0].length));
  const lower = rest.toLowerCase();
  const known = names
    .filter((name) => lower.startsWith(name.toLowerCase()) && /^\s/u.test(rest.slice(name.length)))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), "");
  const name = known || (/^\S+/u.exec(rest)?.[0] ?? "");
  return whisper(rest.slice(0, name.length), rest.slice(name.length));
};

const whisper = (name: string, text: string): Whisper =>
  name.trim() === "" || text.trim() === ""
    ? { kind: "unfinished" }
    : { kind: "to", name: name.trim(), text: text.trim() };
