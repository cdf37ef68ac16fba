import { create } from "zustand";
import type { Id, ServerEmoji } from "../api/types";
import type { Tone } from "../lib/emoji";
import { store, storedFields } from "../lib/storage";
import { useServers } from "./servers";

/** The emoji that one used last and the tone of skin that one likes: kept in this browser. */
interface EmojiStore {
  /** The latest first; a server's own as `name:id`. */
  recent: string[];
  tone: Tone;
}

const KEY = "miscord.emoji";
const RECENT_MAX = 24;

const restored = (): EmojiStore => {
  const { recent, tone } = storedFields(KEY);
  const used = Array.isArray(recent) ? recent.filter((one) => typeof one === "string") : [];
  return { recent: used.slice(0, RECENT_MAX), tone: ([1, 2, 3, 4, 5] as const).find((one) => one === tone) ?? 0 };
};

export const useEmoji = create<EmojiStore>(restored);

const change = (change: Partial<EmojiStore>): void => {
  useEmoji.setState(change);
  store(KEY, JSON.stringify(useEmoji.getState()));
};

export const setTone = (tone: Tone): void => change({ tone });

/** An emoji was used: it is the most recent one. */
export const emojiUsed = (emoji: string): void =>
  change({ recent: [emoji, ...useEmoji.getState().recent.filter((one) => one !== emoji)].slice(0, RECENT_MAX) });

/** How it is written in a text. */
export const ownWire = ({ name, id }: Pick<ServerEmoji, "name" | "id">): string => `<:${name}:${id}>`;

/** The emoji of a server. */
export const emojiHere = (serverId: Id | null): ServerEmoji[] =>
  (serverId && useServers.getState().inside[serverId]?.emoji) || [];
