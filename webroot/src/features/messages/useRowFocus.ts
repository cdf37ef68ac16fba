import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useDialogs } from "../../state/dialogs";
import type { Row } from "./rows";

/** What lies over the list for a while and gives the focus back. */
const OVER = "[role=dialog], [role=menu]";
/** Whoever closes what lay over the list has put the focus somewhere by then. */
const SETTLED_MS = 60;

/** One stop for Tab in the whole list; arrows move between messages, also to those not drawn yet. */
export const useRowFocus = (
  rows: Row[],
  reveal: (index: number) => void,
  scroller: RefObject<HTMLDivElement | null>,
) => {
  const [chosen, setChosen] = useState<string | null>(null);
  /** Whether the focus is here by keys, or will be once a dialog closes. */
  const byKeys = useRef(false);
  const place = useRef(-1);
  const owed = useRef<string | null>(null);
  const dialog = useDialogs((state) => state.open !== null);
  const last = rows.findLast(isMessage)?.key ?? null;
  const key = chosen !== null && rows.some((row) => row.key === chosen) ? chosen : last;

  const take = (rowKey: string, options?: FocusOptions) =>
    scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(rowKey)}"] [data-row]`)?.focus(options);

  // A row that is gone leaves the focus to the one that follows.
  useLayoutEffect(() => {
    const index = rows.findIndex((row) => row.key === chosen);
    if (index >= 0) place.current = index;
    else if (chosen !== null && byKeys.current) {
      const next = rows[Math.min(place.current, rows.length - 1)];
      if (!next || !isMessage(next)) return;
      owed.current = next.key;
      setChosen(next.key);
    }
  }, [rows, chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rows change, or a dialog closes
  useEffect(() => {
    const next = owed.current;
    if (next === null || dialog) return undefined;
    const timer = setTimeout(() => {
      owed.current = null;
      if (document.activeElement === document.body) take(next, { preventScroll: true });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [rows, dialog]);

  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const focused = target.closest<HTMLElement>("[data-key]")?.dataset.key;
    if (!focused) return;
    byKeys.current = target.matches(":focus-visible");
    setChosen(focused);
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!(relatedTarget instanceof Element)) return;
    if (!currentTarget.contains(relatedTarget) && !relatedTarget.closest(OVER)) byKeys.current = false;
  };
  const onPointerDown = () => {
    byKeys.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }[
      event.key
    ];
    // Inside a row the keys belong to what is focused there.
    if (step === undefined || !(event.target as HTMLElement).matches("[data-row]")) return;
    event.preventDefault();
    const messages = rows.flatMap((row, index) => (isMessage(row) ? [index] : []));
    const at = messages.findIndex((index) => rows[index]?.key === key);
    const next = messages[Math.max(0, Math.min(messages.length - 1, at + step))];
    const nextKey = next === undefined ? undefined : rows[next]?.key;
    if (next === undefined || nextKey === undefined) return;
    reveal(next);
    setChosen(nextKey);
    requestAnimationFrame(() => take(nextKey));
  };
  return { key, handlers: { onFocus, onBlur, onPointerDown, onKeyDown } };
};

const isMessage = (row: Row | undefined) => row?.kind === "message" || row?.kind === "outgoing";
