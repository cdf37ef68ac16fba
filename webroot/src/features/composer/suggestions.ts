import type { Author, Channel, Role, ServerEmoji } from "../../api/types";
import { type Emoji, type EmojiData, searchEmoji, type Tone, toned } from "../../lib/emoji";
import { ranked } from "../../lib/rank";
import type { Names } from "../../lib/wire";
import { RESERVED } from "../../state/knownNames";
import type { Command } from "./commands";
import type { Trigger } from "./trigger";

/** What is offered for what is being named at the caret. Pure. */
export type Suggestion =
  | { kind: "person"; key: string; person: Author; name: string }
  | { kind: "role"; key: string; role: Role }
  | { kind: "all"; key: string; word: "everyone" | "here" }
  | { kind: "channel"; key: string; channel: Channel }
  | { kind: "emoji"; key: string; emoji: Emoji; text: string }
  | { kind: "own"; key: string; emoji: ServerEmoji }
  | { kind: "command"; key: string; command: Command };

/** So many fit above the box. */
export const SUGGESTIONS_MAX = 8;

/** What there is to be named. */
export interface Known {
  people: ReadonlyArray<{ person: Author; nickname: string | null }>;
  /** Roles that one may call. */
  roles: ReadonlyArray<Role>;
  /** Whether one may call everybody. */
  everybody: boolean;
  channels: ReadonlyArray<Channel>;
  own: ReadonlyArray<ServerEmoji>;
  emoji: EmojiData | undefined;
  tone: Tone;
  commands: ReadonlyArray<Command>;
  /** Who wrote here last and which emoji were used, the latest first. */
  recentPeople: ReadonlyArray<string>;
  recentEmoji: ReadonlyArray<string>;
}

export const suggestionsFor = ({ kind, query }: Trigger, known: Known): Suggestion[] => {
  switch (kind) {
    case "person":
      return called(query, known);
    case "addressee":
      return people(query, known, SUGGESTIONS_MAX);
    case "channel":
      return ranked(
        known.channels,
        query,
        ({ name }) => [name],
        () => undefined,
        SUGGESTIONS_MAX,
      ).map((channel) => ({ kind: "channel", key: channel.id, channel }));
    case "emoji":
      return emoji(query, known);
    case "command":
      return ranked(
        known.commands,
        query,
        ({ name }) => [name],
        () => undefined,
        SUGGESTIONS_MAX + 2,
      ).map((command) => ({ kind: "command", key: command.name, command }));
    default:
      return kind satisfies never;
  }
};

/** One that has gone over a space is a name only while it begins one. */
const goesOn = (query: string, name: string): boolean =>
  !query.includes(" ") || name.toLowerCase().startsWith(query.toLowerCase());

const people = (query: string, { people, recentPeople }: Known, most: number): Suggestion[] => {
  const shown = (one: Known["people"][number]) => one.nickname ?? one.person.displayName;
  const at = (id: string) => {
    const place = recentPeople.indexOf(id);
    return place < 0 ? undefined : place;
  };
  return ranked(
    people.filter((one) => goesOn(query, shown(one))),
    query,
    (one) => [shown(one), one.person.username, one.person.displayName],
    ({ person }) => at(person.id),
    most,
  ).map((one) => ({ kind: "person", key: one.person.id, person: one.person, name: shown(one) }));
};

const called = (query: string, known: Known): Suggestion[] => {
  const words = (known.everybody ? (["everyone", "here"] as const) : [])
    .filter((word) => word.startsWith(query.toLowerCase()))
    .map((word): Suggestion => ({ kind: "all", key: word, word }));
  const roles = ranked(
    known.roles.filter(({ name }) => goesOn(query, name)),
    query,
    ({ name }) => [name],
    () => undefined,
    SUGGESTIONS_MAX,
  ).map((role): Suggestion => ({ kind: "role", key: role.id, role }));
  // People come first, and leave room for what else may be meant.
  const others = [...roles, ...words];
  const room = Math.max(SUGGESTIONS_MAX - others.length, SUGGESTIONS_MAX / 2);
  return [...people(query, known, room), ...others].slice(0, SUGGESTIONS_MAX);
};

const emoji = (query: string, { own, emoji, tone, recentEmoji }: Known): Suggestion[] => {
  const wanted = query.toLowerCase();
  const ours = own
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map((one): Suggestion & { value: string } => ({
      kind: "own",
      key: one.id,
      emoji: one,
      value: `${one.name}:${one.id}`,
    }));
  const theirs = (emoji ? searchEmoji(emoji, query, 3 * SUGGESTIONS_MAX) : []).map(
    (one): Suggestion & { value: string } => {
      const text = toned(one, tone);
      return { kind: "emoji", key: one.text, emoji: one, text, value: text };
    },
  );
  const at = ({ value }: { value: string }) => {
    const place = recentEmoji.indexOf(value);
    return place < 0 ? Number.POSITIVE_INFINITY : place;
  };
  return [...ours, ...theirs]
    .map((one, place) => ({ one, place, at: at(one) }))
    .sort((a, b) => (a.at === b.at ? a.place - b.place : a.at - b.at))
    .slice(0, SUGGESTIONS_MAX)
    .map(({ one: { value: _, ...suggestion } }) => suggestion as Suggestion);
};

/** What stands in the text once it was chosen, and what is sent for it. */
export interface Put {
  text: string;
  names: Names;
}

/**
 * @param names what names in the text mean already: a name that means somebody else is not taken again
 * @param addressed whether a command wants somebody's name, and calls nobody
 */
export const put = (suggestion: Suggestion, names: Names, addressed: boolean): Put => {
  switch (suggestion.kind) {
    case "person": {
      const { id, username } = suggestion.person;
      if (addressed) return { text: `@${username}`, names: {} };
      return named([`@${suggestion.name}`, `@${username}`], `<@${id}>`, names);
    }
    case "role":
      return named([`@${suggestion.role.name}`], `<@&${suggestion.role.id}>`, names);
    case "all":
      return { text: `@${suggestion.word}`, names: {} };
    case "channel":
      return named([`#${suggestion.channel.name}`], `<#${suggestion.channel.id}>`, names);
    case "emoji":
      return { text: suggestion.text, names: {} };
    case "own":
      return named([`:${suggestion.emoji.name}:`], `<:${suggestion.emoji.name}:${suggestion.emoji.id}>`, names);
    case "command":
      return { text: `/${suggestion.command.name}`, names: {} };
    default:
      return suggestion satisfies never;
  }
};

const named = (shown: ReadonlyArray<string>, wire: string, names: Names): Put => {
  const free = shown.find((one) => !RESERVED.has(one) && (names[one] ?? wire) === wire);
  return free === undefined ? { text: wire, names: {} } : { text: free, names: { [free]: wire } };
};
