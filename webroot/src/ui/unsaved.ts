import { createContext, useContext, useEffect } from "react";

/** Keeps a page of settings from being left while something on it is not saved. */
interface Unsaved {
  /** Says that there is something unsaved, and what to do when somebody tries to leave; the answer takes it back. */
  hold: (onLeave: () => void) => () => void;
  /** Goes elsewhere within the page, unless something is unsaved. */
  leave: (go: () => void) => void;
}

export const UnsavedContext = createContext<Unsaved>({ hold: () => () => undefined, leave: (go) => go() });

/** For what leads away from a part of a page that can be changed. */
export const useLeave = (): Unsaved["leave"] => useContext(UnsavedContext).leave;

/** While `dirty`, leaving the page of settings calls `onLeave` instead, and closing the browser's tab asks first. */
export const useUnsaved = (dirty: boolean, onLeave: () => void): void => {
  const { hold } = useContext(UnsavedContext);
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    const release = hold(onLeave);
    return () => {
      window.removeEventListener("beforeunload", ask);
      release();
    };
  }, [dirty, onLeave, hold]);
};
