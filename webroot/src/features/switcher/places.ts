import type { Author, Channel, Conversation, Id, Server } from "../../api/types";
import { folded, type Match, match, meanings } from "../../lib/fuzzy";

/** What the quick switcher can lead to. */
export type Kind = "person" | "text" | "voice" | "server";

export interface Place {
  kind: Kind;
  /** Of the channel, server, conversation or person. */
  id: Id;
  name: string;
  /** A second name that it is found by as well: what somebody is called everywhere. */
  other?: string;
  /** Where it is. */
  where: string;
  /** Of a channel. */
  serverId?: Id;
  /** Of a person: their picture, and the conversation with them if there is one. */
  avatarUrl?: string | null;
  conversationId?: Id;
  folded: string;
  foldedOther?: string;
}

/** The first letter of what is typed may ask for one kind alone; on a Russian keyboard two of them are others. */
const PREFIXES: Readonly<Record<string, Kind>> = {
  "@": "person",
  '"': "person",
  "#": "text",
  "№": "text",
  "!": "voice",
  "*": "server",
};

/** What is typed: the kind that is asked for, if one is, and the rest. */
export const parse = (typed: string): { kind: Kind | null; text: string } => {
  const kind = PREFIXES[typed.trimStart()[0] ?? ""] ?? null;
  return { kind, text: kind ? typed.trimStart().slice(1).trim() : typed.trim() };
};

interface Known {
  servers: Record<Id, Server>;
  channels: Record<Id, Channel>;
  users: Record<Id, Author>;
  conversations: Record<Id, Conversation>;
  me: Id;
}

/** Everything that can be gone to: servers, channels, people with whom one is somewhere, conversations of several. */
export const allPlaces = ({ servers, channels, users, conversations, me }: Known): Place[] => {
  const places: Place[] = [];
  for (const server of Object.values(servers))
    places.push({ kind: "server", id: server.id, name: server.name, where: "", folded: folded(server.name) });
  for (const channel of Object.values(channels)) {
    const { id, name, type, parentId, serverId } = channel;
    const server = servers[serverId ?? ""];
    if (!server || type === "category") continue;
    const category = parentId ? channels[parentId] : undefined;
    const where = category ? `${server.name} · ${category.name}` : server.name;
    const kind = type === "voice" ? "voice" : "text";
    places.push({ kind, id, name, where, serverId: server.id, folded: folded(name) });
  }
  const withThem = new Map<Id, Id>();
  for (const { id, name, participants, ownerId } of Object.values(conversations)) {
    const others = participants.filter((one) => one.id !== me);
    const [first] = others;
    if (ownerId === undefined && first) withThem.set(first.id, id);
    else {
      const title = name || others.map((one) => users[one.id]?.displayName ?? one.displayName).join(", ");
      places.push({ kind: "person", id, name: title, where: "", conversationId: id, folded: folded(title) });
    }
  }
  for (const { id, username, displayName, avatarUrl } of Object.values(users)) {
    if (id === me) continue;
    const conversationId = withThem.get(id);
    places.push({
      kind: "person",
      id,
      name: displayName,
      other: username,
      where: `@${username}`,
      avatarUrl,
      ...(conversationId === undefined ? {} : { conversationId }),
      folded: folded(displayName),
      foldedOther: folded(username),
    });
  }
  return places;
};

/** The channel or conversation that is opened there, as far as it is known; a server has none. */
export const channelOf = ({ kind, id, conversationId }: Place): Id | undefined =>
  kind === "person" ? conversationId : kind === "server" ? undefined : id;

export interface Found {
  place: Place;
  /** Which letters of its name matched. */
  at: number[];
}

/** As many as are shown. */
export const FOUND_MAX = 50;

/** The places that fit what is typed, the best first; of equals those where one was last. */
export const search = (places: ReadonlyArray<Place>, typed: string, visited: ReadonlyArray<Id>): Found[] => {
  const { kind, text } = parse(typed);
  const wanted = meanings(text);
  const found: (Found & { score: number })[] = [];
  for (const place of places) {
    if (kind !== null && place.kind !== kind) continue;
    const its = matchOf(place, wanted);
    if (!its) continue;
    const visit = visited.indexOf(channelOf(place) ?? "");
    found.push({ place, at: its.at, score: its.score + (visit < 0 ? 0 : 40 - visit) });
  }
  return found.sort((a, b) => b.score - a.score || (a.place.folded < b.place.folded ? -1 : 1)).slice(0, FOUND_MAX);
};

const matchOf = (place: Place, wanted: string[]): Match | null => {
  if (wanted[0] === "") return { score: 0, at: [] };
  const byName = match(place.folded, wanted);
  const byOther = place.foldedOther === undefined ? null : match(place.foldedOther, wanted);
  if (byOther && (!byName || byOther.score > byName.score)) return { score: byOther.score, at: byName?.at ?? [] };
  return byName;
};

/**
 * What is offered before anything is typed: where one is called, the most first, then where one was last, then where
 * something is unread.
 */
export const offered = (
  places: ReadonlyArray<Place>,
  visited: ReadonlyArray<Id>,
  calls: (channelId: Id) => number,
  unread: (channelId: Id) => boolean,
  open: Id | null,
): Found[] => {
  const byChannel = new Map(places.flatMap((place) => (channelOf(place) ? [[channelOf(place), place]] : [])));
  const calling = [...byChannel.values()]
    .map((place) => ({ place, count: calls(channelOf(place) ?? "") }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ place }) => place);
  const last = visited.flatMap((id) => byChannel.get(id) ?? []);
  const waiting = [...byChannel.values()].filter((place) => unread(channelOf(place) ?? ""));
  return [...new Set([...calling, ...last, ...waiting])]
    .filter((place) => channelOf(place) !== open)
    .slice(0, FOUND_MAX)
    .map((place) => ({ place, at: [] }));
};
