import { create } from "zustand";
import { setLevel } from "../api/calls";
import type { Id, Level } from "../api/types";
import { Whole } from "./whole";

type Levels = Record<Id, Level>;

/** What I want to be told of, by server, channel or conversation; where nothing is set nothing is here. */
export const useLevels = create<{ bySubject: Levels }>(() => ({ bySubject: {} }));

const whole = new Whole<Levels>((change) => useLevels.setState(({ bySubject }) => ({ bySubject: change(bySubject) })));

/** Takes over what is set for something; one that says nothing is set no more. */
export const putLevel = (level: Level): void => whole.tell((levels) => changed(levels, level));

/** Reads all of them, to be called when a snapshot is taken; what is told from then on wins. */
export const readLevels = async (read: () => Promise<ReadonlyArray<Level>>): Promise<void> => {
  await whole.read(async () => (await read()).reduce(changed, {}));
};

/** Until when something is muted for good. */
export const FOR_GOOD = "9999-12-31T23:59:59.999Z";

/** Whether nothing is to be heard of it now. */
export const isMuted = (level: Level | undefined, now: number): boolean =>
  level?.mutedUntil !== undefined && Date.parse(level.mutedUntil) > now;

interface LevelChange {
  level?: Level["level"] | undefined;
  mutedUntil?: string | undefined;
}

/** Says what I want to be told of something; what is not named here stays, and `undefined` is none. */
export const changeLevel = async (subjectId: Id, change: LevelChange): Promise<void> => {
  const { level, mutedUntil } = { ...useLevels.getState().bySubject[subjectId], ...change };
  putLevel(await setLevel(subjectId, { ...(level && { level }), ...(mutedUntil && { mutedUntil }) }));
};

export const clearLevels = (): void => {
  whole.forget();
  useLevels.setState({ bySubject: {} });
};

const changed = (levels: Levels, level: Level): Levels => {
  const { [level.subjectId]: _, ...others } = levels;
  return level.level === undefined && level.mutedUntil === undefined ? others : { ...others, [level.subjectId]: level };
};
