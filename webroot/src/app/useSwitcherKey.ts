import { useEffect } from "react";
import { openDialog } from "../state/dialogs";

/** Ctrl+K, or ⌘K: the quick switcher. */
export const useSwitcherKey = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== "KeyK" || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
      event.preventDefault();
      openDialog({ kind: "switcher" });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
};
