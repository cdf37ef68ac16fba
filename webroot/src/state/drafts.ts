import { create } from "zustand";
import type { Id } from "../api/types";
import { store, stored } from "../lib/storage";

/** What is half written, per channel. The text outlives the page; what it answers or edits does not. */
export interface Draft {
  text: string;
  /** The message this will answer. */
  replyTo: Id | null;
}

const NONE: Draft = { text: "", replyTo: null };
const KEY = "miscord.drafts";
/** Beyond this many the oldest is forgotten. */
const DRAFTS_MAX = 50;

const restored = (): Record<Id, Draft> => {
  try {
    const texts = JSON.parse(stored(KEY) ?? "{}") as Record<Id, unknown>;
    const entries = Object.entries(texts).filter((entry): entry is [Id, string] => typeof entry[1] === "string");
    return Object.fromEntries(entries.map(([id, text]) => [id, { text, replyTo: null }]));
  } catch {
    return {};
  }
};

export const useDrafts = create<{ byChannel: Record<Id, Draft> }>(() => ({ byChannel: restored() }));

export const draftOf = (byChannel: Record<Id, Draft>, channelId: Id): Draft => byChannel[channelId] ?? NONE;

export const setDraft = (channelId: Id, change: Partial<Draft>): void => {
  useDrafts.setState(({ byChannel }) => {
    const draft = { ...draftOf(byChannel, channelId), ...change };
    const { [channelId]: _before, ...others } = byChannel;
    return { byChannel: draft.text === "" && draft.replyTo === null ? others : { ...others, [channelId]: draft } };
  });
  const texts = Object.entries(useDrafts.getState().byChannel).map(([id, draft]) => [id, draft.text] as const);
  const kept = texts.filter(([, text]) => text !== "").slice(-DRAFTS_MAX);
  store(KEY, kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept)));
};

export const clearDrafts = (): void => {
  store(KEY, null);
  useDrafts.setState({ byChannel: {} });
};
