import { create } from "zustand";
import type { Id } from "../api/types";
import { store, storedTexts } from "../lib/storage";

const KEY = "miscord.places";
/** The open one, and ten more. */
const PLACES_MAX = 11;

/** Where one was last, the latest first: channels and conversations. This browser remembers. */
export const usePlaces = create<{ ids: Id[] }>(() => ({ ids: storedTexts(KEY).slice(0, PLACES_MAX) }));

/** A channel or conversation was opened. */
export const visit = (id: Id): void => {
  const { ids } = usePlaces.getState();
  if (ids[0] === id) return;
  const next = [id, ...ids.filter((other) => other !== id)].slice(0, PLACES_MAX);
  usePlaces.setState({ ids: next });
  store(KEY, JSON.stringify(next));
};

/** Somebody else may sit here next. */
export const clearPlaces = (): void => {
  store(KEY, null);
  usePlaces.setState({ ids: [] });
};
