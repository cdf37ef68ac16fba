import { useEffect, useRef } from "react";

const OVER = "[role=dialog], [role=menu], [role=listbox]";

/** Does something at Escape, unless that was meant for what lies in front, or was taken on its way. */
export const useEscape = (onEscape: () => void): void => {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    let taken = false;
    // Before anything hears of it: what lies in front may be gone when this page's turn comes.
    const before = (event: KeyboardEvent) => {
      taken = event.key !== "Escape" || [...document.querySelectorAll(OVER)].some((one) => one.checkVisibility());
    };
    const after = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !taken && !event.defaultPrevented && !event.isComposing) latest.current();
    };
    addEventListener("keydown", before, true);
    addEventListener("keydown", after);
    return () => {
      removeEventListener("keydown", before, true);
      removeEventListener("keydown", after);
    };
  }, []);
};
