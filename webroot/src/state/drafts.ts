import { create } from "zustand";
import type { Id } from "../api/types";
import { store, storedFields } from "../lib/storage";
import type { Names } from "../lib/wire";

/** What is half written, per channel. The text outlives the page; what it answers or edits does not. */
export interface Draft {
  text: string;
  /** What is sent for the names in it that were chosen: they may be those of several. */
  names: Names;
  /** The message this will answer. */
  replyTo: Id | null;
}

const NONE: Draft = { text: "", names: {}, replyTo: null };
const KEY = "miscord.drafts";
const NAMES_KEY = "miscord.draftNames";
/** Beyond this many the oldest is forgotten. */
const DRAFTS_MAX = 50;

const restored = (): Record<Id, Draft> => {
  const names = storedFields(NAMES_KEY) as Readonly<Record<Id, Names>>;
  const entries = Object.entries(storedFields(KEY)).filter(
    (entry): entry is [Id, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries.map(([id, text]) => [id, { text, names: names[id] ?? {}, replyTo: null }]));
};

export const useDrafts = create<{ byChannel: Record<Id, Draft> }>(() => ({ byChannel: restored() }));

export const draftOf = (byChannel: Record<Id, Draft>, channelId: Id): Draft => byChannel[channelId] ?? NONE;

export const setDraft = (channelId: Id, change: Partial<Draft>): void => {
  useDrafts.setState(({ byChannel }) => {
    const changed = { ...draftOf(byChannel, channelId), ...change };
    // Names belong to the text that they are in.
    const draft = changed.text === "" ? { ...changed, names: {} } : changed;
    const { [channelId]: _before, ...others } = byChannel;
    return { byChannel: draft.text === "" && draft.replyTo === null ? others : { ...others, [channelId]: draft } };
  });
  const drafts = Object.entries(useDrafts.getState().byChannel);
  const kept = drafts.filter(([, { text }]) => text !== "").slice(-DRAFTS_MAX);
  keep(
    KEY,
    kept.map(([id, { text }]) => [id, text]),
  );
  keep(
    NAMES_KEY,
    kept.flatMap(([id, { names }]) => (Object.keys(names).length > 0 ? [[id, names]] : [])),
  );
};

const keep = (key: string, entries: ReadonlyArray<[Id, unknown]>): void =>
  store(key, entries.length === 0 ? null : JSON.stringify(Object.fromEntries(entries)));

export const clearDrafts = (): void => {
  store(KEY, null);
  store(NAMES_KEY, null);
  useDrafts.setState({ byChannel: {} });
};
