import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { type Translate, useT } from "../i18n/t";
import { chime } from "../lib/chime";
import { type Names, plainText } from "../lib/markdown/parse";
import { showMessage } from "../state/actions";
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
const TEXT_MAX = 200;

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
          if (isOn(state)) show(tale, latest.current.t, latest.current.navigate);
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

const show = (tale: Tale, t: Translate, navigate: (path: string) => void): void => {
  const { title, body } = wordsOf(tale, t);
  try {
    const shown = new Notification(title, { body, tag: tale.id, silent: true, ...iconOf(tale) });
    shown.onclick = () => {
      shown.close();
      window.focus();
      const { serverId, channelId, messageId } = tale;
      if (serverId && channelId) navigate(paths.channel(serverId, channelId));
      if (channelId && messageId) void showMessage(channelId, messageId);
    };
  } catch {
    // Where only a worker may show something there is none from a page.
  }
};

const iconOf = ({ by }: Tale): { icon?: string } => (by?.avatarUrl ? { icon: by.avatarUrl } : {});

/** What it says: who and where, and what was said if that was heard. */
const wordsOf = (tale: Tale, t: Translate): { title: string; body: string } => {
  const name = tale.by?.displayName ?? t("messages.somebody");
  const channel = tale.channelId ? useChannels.getState().byId[tale.channelId] : undefined;
  const server = tale.serverId ? useServers.getState().byId[tale.serverId] : undefined;
  const where = channel && server ? t("tell.where", { name, channel: channel.name, server: server.name }) : name;
  const message = tale.messageId ? heardMessage(tale.messageId) : undefined;
  if (message) return { title: where, body: plainText(message.content, names(tale.serverId)).slice(0, TEXT_MAX) };
  return { title: where, body: t(`tell.${tale.kind}`, { name }) };
};

const names = (serverId: Id | undefined): Names => ({
  person: (id) => useUsers.getState().byId[id]?.displayName,
  role: (id) => useServers.getState().inside[serverId ?? ""]?.roles.find((role) => role.id === id)?.name,
});
