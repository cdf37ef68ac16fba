import type { Channel, Id, Message } from "../api/types";
import { plainText } from "../lib/markdown/parse";
import { isEmpty, matchesQuery, type SearchQuery } from "../lib/searchQuery";
import type { History } from "./history";

/** What this page has loaded, searched: no server is asked. Pure. */

export interface Found {
  channel: Channel;
  message: Message;
  /** Its words, without marks. */
  text: string;
}

export interface Results {
  found: ReadonlyArray<Found>;
  /** How much was looked through. */
  messages: number;
  channels: number;
}

/** What people are called, by id. */
export type NameOf = (userId: Id) => ReadonlyArray<string>;

/** More are not shown; whoever finds more asks for less. */
export const FOUND_MAX = 100;

const CODE = /`[^`]+`/;
const LINK = /https?:\/\/\S/i;

/** The newest first. */
export const searchLoaded = (
  query: SearchQuery,
  histories: Record<Id, History>,
  channels: ReadonlyArray<Channel>,
  nameOf: NameOf,
): Results => {
  const loaded = channels.filter(({ id }) => (histories[id]?.messages.length ?? 0) > 0);
  const pool = loaded.flatMap((channel) =>
    (histories[channel.id]?.messages ?? [])
      .filter(({ type }) => type !== "system")
      .map((message) => ({ channel, message })),
  );
  const results = { messages: pool.length, channels: loaded.length };
  if (isEmpty(query)) return { ...results, found: [] };
  const names = { person: (id: Id) => nameOf(id)[0], role: () => undefined };
  const found = pool
    .map(({ channel, message }) => ({ channel, message, text: plainText(message.content, names) }))
    .filter(({ channel, message, text }) =>
      matchesQuery(query, {
        text,
        author: message.author ? nameOf(message.author.id) : [message.importedAuthor ?? ""],
        channel: channel.name,
        mentions: message.mentions.flatMap(nameOf),
        has: [...(LINK.test(message.content) ? ["link" as const] : []), ...(CODE.test(message.content) ? CODES : [])],
        at: Date.parse(message.createdAt),
        pinned: message.pinned,
      }),
    )
    .sort((a, b) => (a.message.createdAt < b.message.createdAt ? 1 : -1));
  return { ...results, found };
};

const CODES = ["code"] as const;
