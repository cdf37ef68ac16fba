import { useEffect, useRef } from "react";

/** A swipe goes at least so far, and so much more along than across, and takes no longer than this. */
const FAR_PX = 56;
const STRAIGHT = 1.8;
const QUICK_MS = 600;
/** Along the edges of the screen the system has gestures of its own. */
const EDGE_PX = 20;

/** Fingers that swipe across the page, but not across what scrolls sideways, is dragged, or lies in front of it. */
export const useSwipe = (onSwipe: (to: "left" | "right") => void): void => {
  const latest = useRef(onSwipe);
  latest.current = onSwipe;
  useEffect(() => {
    let start: { x: number; y: number; at: number } | null = null;
    const begin = (event: TouchEvent) => {
      const touch = event.touches[0];
      start = null;
      if (!touch || event.touches.length > 1 || !(event.target instanceof Element) || isTaken(event.target)) return;
      if (touch.clientX < EDGE_PX || touch.clientX > innerWidth - EDGE_PX) return;
      start = { x: touch.clientX, y: touch.clientY, at: event.timeStamp };
    };
    const end = (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      const from = start;
      start = null;
      if (!from || !touch || event.timeStamp - from.at > QUICK_MS || getSelection()?.isCollapsed === false) return;
      const [along, across] = [touch.clientX - from.x, Math.abs(touch.clientY - from.y)];
      if (Math.abs(along) >= FAR_PX && Math.abs(along) >= across * STRAIGHT)
        latest.current(along > 0 ? "right" : "left");
    };
    const cancel = () => {
      start = null;
    };
    document.addEventListener("touchstart", begin, { passive: true });
    document.addEventListener("touchend", end, { passive: true });
    document.addEventListener("touchcancel", cancel, { passive: true });
    return () => {
      document.removeEventListener("touchstart", begin);
      document.removeEventListener("touchend", end);
      document.removeEventListener("touchcancel", cancel);
    };
  }, []);
};

/** Whether a finger on this element means something else. */
const isTaken = (element: Element): boolean => {
  if (element.closest("input, textarea, select, [role=slider], [role=menu], video, audio")) return true;
  if (element.closest("[role=dialog]:not([data-drawer])")) return true;
  for (let one: Element | null = element; one; one = one.parentElement)
    if (one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX)) return true;
  return false;
};
