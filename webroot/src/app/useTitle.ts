import { useEffect } from "react";
import type { Id } from "../api/types";
import { t, useLanguage } from "../i18n/t";
import { useChannels } from "../state/channels";
import { useConversations } from "../state/conversations";
import { usePlaceName } from "../state/placeName";
import { isUnread, useReads } from "../state/reads";
import { useServers } from "../state/servers";

const ICON = new URL("./icon.svg", import.meta.url).href;
const CALLED = new URL("./icon-called.svg", import.meta.url).href;

/** The window, and its icon, tell where one is and how often one was called: `(3) #general | Server`, `Ada`. */
export const useTitle = (serverId: Id | null, channelId: Id | null): void => {
  useLanguage();
  const channel = useChannels((state) => (channelId ? state.byId[channelId]?.name : undefined));
  const server = useServers((state) => (serverId ? state.byId[serverId]?.name : undefined));
  const conversations = useConversations((state) => state.byId);
  const calls = useReads((state) => callsIn(state.calls, Object.keys(conversations), state));
  const unread = useReads((state) => Object.keys(state.last).some((id) => id !== channelId && isUnread(state, id)));
  const talk = usePlaceName(serverId === null && channelId !== null ? channelId : "");
  const place = [channel && `#${channel}`, talk, server].filter(Boolean).join(" | ") || t("app.name");
  const title = calls > 0 ? `(${calls}) ${place}` : unread ? `• ${place}` : place;
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (link) link.href = calls > 0 ? CALLED : ICON;
  }, [calls]);
  // Whoever comes after this is not called so.
  useEffect(
    () => () => {
      document.title = t("app.name");
    },
    [],
  );
};

type Reads = ReturnType<typeof useReads.getState>;

/** What calls me, and conversations in which something is unread: each of them counts at least once. */
const callsIn = (calls: Reads["calls"], conversationIds: ReadonlyArray<Id>, reads: Reads): number => {
  const all = Object.values(calls).reduce((sum, seqs) => sum + seqs.length, 0);
  return all + conversationIds.filter((id) => !calls[id] && isUnread(reads, id)).length;
};
