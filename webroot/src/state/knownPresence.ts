import { useEffect } from "react";
import { readPresence } from "../api/calls";
import type { Id } from "../api/types";
import { useLink } from "./link";
import { setPresence } from "./presence";

/** The presence of people outside of servers: nobody tells of it, so it is asked while somebody looks at them. */

const ASK_MAX = 60;
const ASK_AT_ONCE = 4;
const ASK_EVERY_MS = 60_000;

const askAll = async (userIds: Id[], isOver: () => boolean): Promise<void> => {
  const left = userIds.slice(0, ASK_MAX);
  const next = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && !isOver(); id = left.shift()) {
      try {
        const { status } = await readPresence(id);
        setPresence([[id, status]]);
      } catch {
        // Of somebody with whom one shares nothing it is not told.
      }
    }
  };
  await Promise.all(Array.from({ length: ASK_AT_ONCE }, next));
};

/** Keeps the presence of these people true as long as they are shown, the first sixty of them. */
export const usePresenceKnown = (userIds: ReadonlyArray<Id>): void => {
  const live = useLink((state) => state.link.kind === "live");
  const key = userIds.toSorted().join();
  useEffect(() => {
    if (!live || key === "") return undefined;
    let over = false;
    const ask = () => {
      if (document.visibilityState === "visible") void askAll(key.split(","), () => over);
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [live, key]);
};
