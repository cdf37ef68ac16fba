import type { Id } from "../api/types";
import type { Translate } from "../i18n/t";
import { toldWords } from "../i18n/told";
import type { Names } from "../lib/markdown/parse";
import { type Notice, showNotice } from "../lib/notice";
import { useChannels } from "../state/channels";
import { useServers } from "../state/servers";
import { heardMessage, type Tale } from "../state/tales";
import { useUsers } from "../state/users";
import { paths } from "./paths";

/** By the service worker where there is one: then a push of the same takes its place, and a click is heard there. */
export const showTale = async (tale: Tale, t: Translate, navigate: (path: string) => void): Promise<void> => {
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
