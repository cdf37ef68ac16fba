import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { type Translate, useT } from "../i18n/t";
import { toldWords } from "../i18n/told";
import { chime } from "../lib/chime";
import type { Names } from "../lib/markdown/parse";
import { type Notice, showNotice } from "../lib/notice";
import { useChannels } from "../state/channels";
import { isOn, useDesktopNotifications } from "../state/desktopNotifications";
import { usePresence } from "../state/presence";
import { useServers } from "../state/servers";
import { myId } from "../state/session";
import { heardMessage, isPast, onTale, type Tale } from "../state/tales";
import { useUsers } from "../state/users";
import { paths } from "./paths";

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
          if (isOn(state)) show(tale, latest.current.t, latest.current.navigate).catch(() => undefined);
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

/** By the service worker where there is one: then a push of the same takes its place, and a click is heard there. */
const show = async (tale: Tale, t: Translate, navigate: (path: string) => void): Promise<void> => {
  const notice = noticeOf(tale, t);
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker?.active) return showNotice(worker, notice, true);
  const { title, body, icon, tag, path } = notice;
  const shown = new Notification(title, { body, tag, silent: true, ...(icon === undefined ? {} : { icon }) });
  shown.onclick = () => {
    shown.close();
    window.focus();
    navigate(path);
  };
};

const noticeOf = (tale: Tale, t: Translate): Notice => ({
  id: tale.id,
  tag: tale.channelId ?? tale.id,
  icon: tale.by?.avatarUrl ?? undefined,
  path: pathOf(tale),
  ...wordsOf(tale, t),
});

/** Where it happened: at its message, if it is of one. */
const pathOf = ({ kind, serverId, channelId, messageId }: Tale): string => {
  if (channelId && messageId) return paths.message(serverId ?? null, channelId, messageId);
  return kind === "friend" ? paths.friends : paths.home;
};

/** What it says: who and where, and what was said if that was heard. */
const wordsOf = ({ kind, by, serverId, channelId, messageId }: Tale, t: Translate): { title: string; body: string } => {
  const message = messageId ? heardMessage(messageId) : undefined;
  const told = {
    kind,
    by: by?.displayName,
    channel: channelId ? useChannels.getState().byId[channelId]?.name : undefined,
    server: serverId ? useServers.getState().byId[serverId]?.name : undefined,
    text: message?.content,
    names: names(serverId),
  };
  return toldWords(told, t);
};

const names = (serverId: Id | undefined): Names => ({
  person: (id) => useUsers.getState().byId[id]?.displayName,
  role: (id) => useServers.getState().inside[serverId ?? ""]?.roles.find((role) => role.id === id)?.name,
});
