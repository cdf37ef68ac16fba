import { create } from "zustand";
import { store, storedFields } from "../lib/storage";

/** How often I reacted with what, kept in this browser: what I use most is offered first. */
type Counts = Record<string, number>;

const KEY = "miscord.reactions";
const FIRST = ["👍", "❤️", "😂"];
/** So many are remembered; the rarest goes. */
const KEPT_MAX = 30;
/** Once one was used so often all count half: tastes change. */
const COUNT_MAX = 40;
/** A server's own emoji are not to be had elsewhere. */
const OWN = /^\w+:/;

const restored = (): Counts => {
  const entries = Object.entries(storedFields(KEY)).filter((entry): entry is [string, number] =>
    Number.isFinite(entry[1]),
  );
  return Object.fromEntries(entries.slice(0, KEPT_MAX));
};

export const useQuickReactions = create<{ counts: Counts }>(() => ({ counts: restored() }));

/** Remembers that I reacted with it. */
export const countReaction = (emoji: string): void => {
  if (OWN.test(emoji)) return;
  const { counts } = useQuickReactions.getState();
  const next = { ...counts, [emoji]: (counts[emoji] ?? 0) + 1 };
  const share = (next[emoji] ?? 0) > COUNT_MAX ? 0.5 : 1;
  const kept = byUse(next)
    .slice(0, KEPT_MAX)
    .map(([one, count]) => [one, count * share] as const);
  useQuickReactions.setState({ counts: Object.fromEntries(kept) });
  store(KEY, JSON.stringify(Object.fromEntries(kept)));
};

/** The three I use most; what most people use while I have used none. */
export const quickest = (counts: Counts): string[] =>
  [...new Set([...byUse(counts).map(([emoji]) => emoji), ...FIRST])].slice(0, FIRST.length);

const byUse = (counts: Counts): [string, number][] => Object.entries(counts).sort(([, a], [, b]) => b - a);
