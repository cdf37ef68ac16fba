import { type KeyboardEvent, useRef, useState } from "react";
import type { Line } from "./useRoster";

/** One stop for the whole list; arrows, Home and End go from person to person in it. */
export const useRowKeys = (lines: ReadonlyArray<Line>, scrollTo: (index: number) => void) => {
  const [at, setAt] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const focus = (index: number) => {
    setAt(index);
    scrollTo(index);
    // It may only be drawn now that it is scrolled to.
    const look = (tries: number) => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-line="${index}"]`);
      if (row) row.focus({ preventScroll: true });
      else if (tries > 0) requestAnimationFrame(() => look(tries - 1));
    };
    look(5);
  };
  const next = (from: number, step: number): number => {
    for (let index = from; index >= 0 && index < lines.length; index += step)
      if (lines[index]?.kind === "member") return index;
    return -1;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (at === null || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const ways: Readonly<Record<string, () => number>> = {
      ArrowDown: () => next(at + 1, 1),
      ArrowUp: () => next(at - 1, -1),
      Home: () => next(0, 1),
      End: () => next(lines.length - 1, -1),
    };
    const wanted = ways[event.key]?.();
    if (wanted === undefined) return;
    event.preventDefault();
    if (wanted >= 0) focus(wanted);
  };
  return { at, setAt, scroller, onKeyDown };
};
