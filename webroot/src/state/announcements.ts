import { create } from "zustand";
import type { Announcement, Id } from "../api/types";
import { store, storedTexts } from "../lib/storage";
import { Whole } from "./whole";

/** Remembered of what was put away: more than there can be at a time. */
const REMEMBERED = 50;
const KEY = "miscord.announcements";

interface Announcements {
  /** All that the operator tells everybody, newest first. */
  all: ReadonlyArray<Announcement>;
  /** What was put away in this browser. */
  away: ReadonlyArray<Id>;
}

/** What the operator tells everybody, and what of it this person has put away. */
export const useAnnouncements = create<Announcements>(() => ({ all: [], away: storedTexts(KEY) }));

const whole = new Whole<ReadonlyArray<Announcement>>((change) =>
  useAnnouncements.setState(({ all }) => ({ all: change(all) })),
);

/** This is all there is to tell now. */
export const putAnnouncements = (all: ReadonlyArray<Announcement>): void => whole.tell(() => all);

/** Reads what there is to tell; what is told meanwhile wins. */
export const readAnnouncements = async (read: () => Promise<ReadonlyArray<Announcement>>): Promise<void> => {
  await whole.read(read);
};

/** Not to be shown in this browser again, also not after a reload. */
export const putAway = (id: Id): void => {
  const away = [id, ...useAnnouncements.getState().away.filter((other) => other !== id)].slice(0, REMEMBERED);
  useAnnouncements.setState({ away });
  store(KEY, JSON.stringify(away));
};

/** Whoever signs in next reads them anew; what was put away stays so. */
export const clearAnnouncements = (): void => {
  whole.forget();
  useAnnouncements.setState({ all: [] });
};

const WEIGHTS = { critical: 0, warning: 1, info: 2 } as const;

/** What is to be shown at a time, the most important first: not put away, and not over. */
export const toShow = ({ all, away }: Announcements, now: number): Announcement[] =>
  all
    .filter(({ id, endsAt }) => !away.includes(id) && (endsAt === undefined || Date.parse(endsAt) > now))
    .sort((a, b) => WEIGHTS[a.severity] - WEIGHTS[b.severity]);
