import { create } from "zustand";
import type { Id } from "../api/types";
import { VOLUME_MAX } from "../lib/limits";
import { store, storedFields } from "../lib/storage";

/** How loud I hear whom, kept in this browser: 1 is as it comes. Who is not named is heard like that. */

const KEY = "miscord.volumes";
/** People remembered; those set first are forgotten first. */
const PEOPLE_MAX = 300;

const restored = (): Record<Id, number> =>
  Object.fromEntries(
    Object.entries(storedFields(KEY)).flatMap(([id, kept]) =>
      typeof kept === "number" && kept >= 0 && kept <= VOLUME_MAX ? [[id, kept] as const] : [],
    ),
  );

export const useVolumes = create<{ byUser: Record<Id, number> }>(() => ({ byUser: restored() }));

export const volumeOf = (userId: Id): number => useVolumes.getState().byUser[userId] ?? 1;

export const setVolume = (userId: Id, volume: number): void => {
  const { [userId]: _before, ...others } = useVolumes.getState().byUser;
  const all = Object.entries({ ...others, ...(volume !== 1 && { [userId]: volume }) });
  const byUser = Object.fromEntries(all.slice(-PEOPLE_MAX));
  useVolumes.setState({ byUser });
  store(KEY, JSON.stringify(byUser));
};
