import { useCallback, useEffect, useRef, useState } from "react";
import { explain } from "../../state/explain";

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface Listing<Item> {
  /** `null` until the first page is here. */
  items: Item[] | null;
  error: string | null;
  busy: boolean;
  /** Reads the next page; `null` at the end. */
  more: (() => void) | null;
  again: () => void;
  change: (change: (items: Item[]) => Item[]) => void;
}

/** A list by pages. Another `read`, such as for another search, begins anew, and shows nothing of before. */
export const useListing = <Item>(read: (cursor?: string) => Promise<Page<Item>>): Listing<Item> => {
  const [page, setPage] = useState<{ items: Item[] | null; next: string | null }>({ items: null, next: null });
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const round = useRef(0);
  const ask = useCallback(
    async (cursor?: string) => {
      round.current += 1;
      const mine = round.current;
      setBusy(true);
      setError(null);
      try {
        const { items, next } = await read(cursor);
        if (mine !== round.current) return;
        setPage((before) => ({ items: cursor === undefined ? items : [...(before.items ?? []), ...items], next }));
      } catch (failure) {
        if (mine === round.current) setError(explain(failure));
      }
      if (mine === round.current) setBusy(false);
    },
    [read],
  );
  useEffect(() => {
    void ask();
    return () => {
      round.current += 1;
    };
  }, [ask]);
  return {
    items: page.items,
    error,
    busy,
    more: page.next === null ? null : () => void ask(page.next ?? undefined),
    again: () => void ask(),
    change: (change) => setPage(({ items, next }) => ({ items: items && change(items), next })),
  };
};

/** A value once it has stayed the same for a moment: not each letter of a search is one. */
export const useSettled = <T>(value: T, ms = 250): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};
