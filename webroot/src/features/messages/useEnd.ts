import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";

/** So close to the end counts as being at it. */
export const END_PX = 40;

/** Where one is in a list: how much of it is above and below, and whether that is its end. */
interface Place {
  above: number;
  below: number;
  end: boolean;
}

/**
 * Who is at the end of a list stays there, whatever comes: only they leave it, by scrolling up. How far below the end
 * is says nothing of that: where much comes at once, it is far for a moment. `onResize` hears that the pane or the list
 * has another size now: the end comes near by that without any scrolling.
 */
export const useEnd = (
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  onResize: () => void,
) => {
  const stays = useRef(true);
  const lastTop = useRef(0);
  const stay = useCallback((): boolean => {
    const element = scroller.current;
    if (!element || !stays.current) return false;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
    return true;
  }, [scroller]);
  const resized = useRef(onResize);
  useLayoutEffect(() => {
    resized.current = onResize;
  });
  // The pane shrinks and grows with the composer, a banner, a keyboard; rows grow when they are measured.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      stay();
      resized.current();
    });
    if (scroller.current) observer.observe(scroller.current);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, [stay, scroller, list]);
  return useMemo(
    () => ({
      /** Scrolls to the end, if one stays there, and says whether. */
      stay,
      /** What draws the list scrolls it, as rows come or go above: that is nobody's leaving, nor does it lead away. */
      move: (scroll: () => void) => {
        if (stay()) return;
        scroll();
        if (scroller.current) lastTop.current = scroller.current.scrollTop;
      },
      /** From here on one stays at the end, or where one is. */
      keep: (at: boolean) => {
        stays.current = at;
      },
      /** Looks where one is; `isPresent` where the end of the list is that of the channel. */
      look: (isPresent: boolean): Place | null => {
        const element = scroller.current;
        if (!element) return null;
        const { scrollTop } = element;
        const below = element.scrollHeight - scrollTop - element.clientHeight;
        if (!isPresent || scrollTop < lastTop.current) stays.current = false;
        if (below <= END_PX && isPresent) stays.current = true;
        lastTop.current = scrollTop;
        return { above: scrollTop, below, end: stays.current || below <= END_PX };
      },
    }),
    [scroller, stay],
  );
};
