import type { Id } from "../../api/types";
import type { Permission } from "../../lib/permissions";

/** `/word …` in the composer: what it means. Pure. */

interface Described {
  name: string;
  /** It is about people of a server, and means nothing in direct messages. */
  server: boolean;
  needs: Permission | null;
}

export const COMMANDS = [
  { name: "w", server: true, needs: null },
  { name: "me", server: false, needs: null },
  { name: "shrug", server: false, needs: null },
  { name: "tableflip", server: false, needs: null },
  { name: "unflip", server: false, needs: null },
  { name: "spoiler", server: false, needs: null },
  { name: "nick", server: true, needs: "CHANGE_NICKNAME" },
  { name: "mute", server: true, needs: "MUTE_MEMBERS" },
  { name: "kick", server: true, needs: "KICK_MEMBERS" },
  { name: "ban", server: true, needs: "BAN_MEMBERS" },
] as const satisfies ReadonlyArray<Described>;

export type Command = (typeof COMMANDS)[number];
type CommandName = Command["name"];

/** Something to be done in place of something to be said. */
export type Deed =
  | { kind: "w"; name: string; text: string }
  | { kind: "nick"; nickname: string }
  | { kind: "mute"; name: string; seconds: number; reason: string }
  | { kind: "kick" | "ban"; name: string; reason: string };

/** What was typed. */
export type Typed =
  /** To be said aloud, as it stands here. */
  | { kind: "said"; text: string }
  | { kind: "deed"; command: CommandName; deed: Deed }
  /** Something is still missing, or is not what it should be. */
  | { kind: "unfinished"; command: CommandName }
  | { kind: "unknown"; name: string }
  | { kind: "forbidden"; command: CommandName; needs: Permission }
  | { kind: "elsewhere"; command: CommandName };

/** A name, and whose it is. */
export type Called = readonly [name: string, id: Id];

/** Where it is typed, and by whom. */
export interface Place {
  inServer: boolean;
  may(permission: Permission): boolean;
  /** What people here are called, so that it needs no quotes. */
  names: ReadonlyArray<Called>;
}

/** A path is no command, nor is a slash alone. */
const COMMAND = /^\/(\p{L}[\p{L}\p{N}_-]*)(?:\s+|$)/u;

/** The command that was begun, finished or not; `null` for what is no command of ours. */
export const commandAt = (typed: string): Command | null => {
  const word = COMMAND.exec(typed.trimStart())?.[1]?.toLowerCase();
  return COMMANDS.find(({ name }) => name === word) ?? null;
};

export const typedOf = (typed: string, place: Place): Typed => {
  const text = typed.trim();
  // Two of them are one that is meant as it stands.
  if (text.startsWith("//") && COMMAND.test(text.slice(1))) return { kind: "said", text: text.slice(1) };
  const match = COMMAND.exec(typed.trimStart());
  if (!match) return { kind: "said", text };
  const command = commandAt(typed);
  if (!command) return { kind: "unknown", name: match[1] ?? "" };
  if (command.server && !place.inServer) return { kind: "elsewhere", command: command.name };
  if (command.needs && !place.may(command.needs))
    return { kind: "forbidden", command: command.name, needs: command.needs };
  return meaning(command.name, typed.trimStart().slice(match[0].length).trimEnd(), place.names);
};

const meaning = (command: CommandName, rest: string, names: ReadonlyArray<Called>): Typed => {
  const said = saidBy(command, rest);
  if (said !== null) return { kind: "said", text: said };
  const deed = deedOf(command, rest, names);
  return deed ? { kind: "deed", command, deed } : { kind: "unfinished", command };
};

/** Backslashes, so that underscores are underscores. */
const SHRUG = "¯\\\\\\_(ツ)\\_/¯";

/** What a command says aloud; `null` where it says nothing, or not yet. */
const saidBy = (command: CommandName, rest: string): string | null => {
  const after = rest === "" ? "" : `${rest} `;
  switch (command) {
    case "me":
      return rest === "" ? null : rest.includes("_") ? `*${rest}*` : `_${rest}_`;
    case "spoiler":
      return rest === "" ? null : `||${rest}||`;
    case "shrug":
      return after + SHRUG;
    case "tableflip":
      return `${after}(╯°□°)╯︵ ┻━┻`;
    case "unflip":
      return `${after}┬─┬ ノ( ゜-゜ノ)`;
    default:
      return null;
  }
};

const deedOf = (command: CommandName, rest: string, names: ReadonlyArray<Called>): Deed | null => {
  if (command === "nick") return { kind: "nick", nickname: rest };
  const { name, after } = nameIn(rest, names);
  if (name === "") return null;
  switch (command) {
    case "w":
      return after === "" ? null : { kind: "w", name, text: after };
    case "kick":
    case "ban":
      return { kind: command, name, reason: after };
    case "mute": {
      const [length = "", ...reason] = after.split(/\s+/u);
      const seconds = secondsIn(length);
      return seconds === null ? null : { kind: "mute", name, seconds, reason: reason.join(" ") };
    }
    default:
      return null;
  }
};

const QUOTED = /^["“„«]([^"”“»]+)["”“»]\s*/u;

/**
 * Somebody's name at the beginning: in quotes, a username behind `@`, the longest that is known, or else a word. Where
 * it might be that of one or of another there is none: whoever calls themselves `Bob is` is not told what is for Bob.
 */
export const nameIn = (rest: string, names: ReadonlyArray<Called>): { name: string; after: string } => {
  const quoted = QUOTED.exec(rest);
  if (quoted) return { name: (quoted[1] ?? "").trim(), after: rest.slice(quoted[0].length).trim() };
  const lower = rest.toLowerCase();
  const known = rest.startsWith("@")
    ? []
    : names.filter(([name]) => lower.startsWith(name.toLowerCase()) && /^(?:\s|$)/u.test(rest.slice(name.length)));
  if (new Set(known.map(([, id]) => id)).size > 1) return { name: "", after: "" };
  const longest = known.reduce((one, [name]) => (name.length > one.length ? name : one), "");
  const name = longest || (/^\S+/u.exec(rest)?.[0] ?? "");
  return { name: rest.slice(0, name.length), after: rest.slice(name.length).trim() };
};

/** Seconds, minutes, hours, days, weeks: also by their Russian letters. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  с: 1,
  m: 60,
  м: 60,
  h: 3_600,
  ч: 3_600,
  d: 86_400,
  д: 86_400,
  w: 604_800,
  н: 604_800,
};
/** The longest that the server takes. */
const MUTE_MAX = 365 * 86_400;

/** How long `10m` or `2d` is; `null` when it is no length, or too long. */
export const secondsIn = (length: string): number | null => {
  const match = /^(\d{1,6})([smhdwсмчдн])$/iu.exec(length);
  const seconds = Number(match?.[1] ?? 0) * (UNITS[(match?.[2] ?? "").toLowerCase()] ?? 0);
  return seconds > 0 && seconds <= MUTE_MAX ? seconds : null;
};
