import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { type Translate, useT } from "../i18n/t";
import { chime } from "../lib/chime";
import { isOn, useDesktopNotifications } from "../state/desktopNotifications";
import { usePresence } from "../state/presence";
import { myId } from "../state/session";
import { isPast, onTale, type Tale } from "../state/tales";

/** So long one waits for its words, and for another page to say that it is being looked at there. */
const WAIT_MS = 500;
/** So long nobody else tells the same. */
const HELD_MS = 10_000;

/** Tells outside the page what happens where one does not look; of several pages one does. */
export const useTelling = (openChannelId: Id | null): void => {
  const t = useT();
  const [, navigate] = useLocation();
  const latest = useRef({ openChannelId, t, navigate });
  latest.current = { openChannelId, t, navigate };
  useEffect(() => {
    /** Told here or looked at elsewhere: nothing more to be said of it. */
    const settled = new Set<string>();
    const pages = new BroadcastChannel("miscord.told");
    pages.onmessage = ({ data }) => {
      if (typeof data === "string") settled.add(data);
    };
    const isSeen = ({ channelId }: Tale) =>
      document.visibilityState === "visible" &&
      document.hasFocus() &&
      channelId !== undefined &&
      channelId === latest.current.openChannelId;
    const end = onTale((tale) => {
      if (usePresence.getState().byUser[myId()] === "dnd") return;
      if (isSeen(tale)) return pages.postMessage(tale.id);
      setTimeout(() => {
        if (settled.has(tale.id) || isPast(tale) || isSeen(tale)) return;
        void once(tale.id, () => {
          pages.postMessage(tale.id);
          const state = useDesktopNotifications.getState();
          if (state.sound) chime();
          // Where only a worker may show something and there is none, nothing is shown.
          if (isOn(state)) void show(tale, latest.current).catch(() => undefined);
        });
      }, WAIT_MS);
    });
    return () => {
      end();
      pages.close();
    };
  }, []);
};

/** Does it in one page alone: whoever takes the name first, and keeps it for a while. */
const once = async (name: string, work: () => void): Promise<void> => {
  if (!navigator.locks) return work();
  await navigator.locks.request(`miscord.told.${name}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    work();
    await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  });
};

const show = async (tale: Tale, page: { t: Translate; navigate: (path: string) => void }): Promise<void> => {
  const { showTale } = await import("./showTale");
  await showTale(tale, page.t, page.navigate);
};
