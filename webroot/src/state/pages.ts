import { useCallback, useEffect, useRef, useState } from "react";
import { explain } from "./explain";

/** A list that is read page by page, and looked at again while it is shown: no event tells of what is on it. */
export interface Pages<T> {
  items: readonly T[];
  phase: "loading" | "ready" | "failed";
  error: string | null;
  /** Reads the next page; `null` at the end. */
  more: (() => void) | null;
  busy: boolean;
  reload: () => void;
  /** Shows at once what one did to the list. */
  change: (next: (items: readonly T[]) => readonly T[]) => void;
}

interface Answer<T> {
  items: readonly T[];
  next: string | null;
}

interface Known<T> extends Answer<T> {
  phase: Pages<T>["phase"];
  error: string | null;
  /** How many pages are shown; only a first page alone is read again by itself. */
  pages: number;
}

/** How often a list that is shown is read again, unless it says otherwise. */
const AGAIN_MS = 10_000;

const nothing = <T>(): Known<T> => ({ items: [], next: null, phase: "loading", error: null, pages: 0 });

/** Reads with `load`, which stays the same as long as the same is asked for. */
export const usePages = <T>(load: (cursor?: string) => Promise<Answer<T>>, againMs = AGAIN_MS): Pages<T> => {
  const [known, setKnown] = useState<Known<T>>(nothing);
  const [busy, setBusy] = useState(false);
  // What was asked before something changed is not taken any more.
  const turn = useRef(0);

  const first = useCallback(
    async (quiet: boolean) => {
      turn.current += 1;
      const mine = turn.current;
      if (!quiet) setKnown(nothing);
      try {
        const answer = await load();
        if (mine === turn.current)
          setKnown({ items: answer.items, next: answer.next, phase: "ready", error: null, pages: 1 });
      } catch (error) {
        // What is shown stays, if something is.
        if (mine === turn.current && !quiet) setKnown({ ...nothing<T>(), phase: "failed", error: explain(error) });
      }
    },
    [load],
  );
  useEffect(() => {
    void first(false);
    return () => {
      turn.current += 1;
    };
  }, [first]);

  // While the next page is on its way nothing is read again: its answer would not fit any more.
  const again = known.phase === "ready" && known.pages === 1 && !busy;
  useEffect(() => {
    if (!again) return undefined;
    const look = () => {
      if (document.visibilityState === "visible") void first(true);
    };
    const timer = setInterval(look, againMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [again, first, againMs]);

  const more = async (cursor: string) => {
    turn.current += 1;
    const mine = turn.current;
    setBusy(true);
    try {
      const answer = await load(cursor);
      if (mine === turn.current)
        setKnown((before) => ({
          ...before,
          items: [...before.items, ...answer.items],
          next: answer.next,
          pages: before.pages + 1,
        }));
    } catch (error) {
      if (mine === turn.current) setKnown((before) => ({ ...before, error: explain(error) }));
    } finally {
      setBusy(false);
    }
  };
  const { next } = known;
  return {
    items: known.items,
    phase: known.phase,
    error: known.error,
    more: next === null ? null : () => void more(next),
    busy,
    reload: useCallback(() => void first(false), [first]),
    change: useCallback((change: (items: readonly T[]) => readonly T[]) => {
      turn.current += 1;
      setKnown((before) => ({ ...before, items: change(before.items) }));
    }, []),
  };
};
