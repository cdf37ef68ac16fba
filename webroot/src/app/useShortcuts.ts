import { useEffect } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { useChannels } from "../state/channels";
import { useConversations } from "../state/conversations";
import { inOrderOfTalk } from "../state/conversationViews";
import { useLastSaid } from "../state/lastSaid";
import { isUnread, useReads } from "../state/reads";
import { channelTree, neighbour } from "../state/selectors";
import { useServers } from "../state/servers";
import { paths } from "./paths";

/** Alt+↑/↓: channel, or at home conversation, before or after; with Shift, the next unread one. Ctrl+Alt+↑/↓: server before or after. */
export const useShortcuts = (serverId: Id | null, channelId: Id | null): void => {
  const [, navigate] = useLocation();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (step === undefined || !event.altKey || event.metaKey || event.defaultPrevented) return;
      event.preventDefault();
      if (event.ctrlKey) {
        const next = neighbour(useServers.getState().order, serverId, step);
        if (next) navigate(paths.server(next));
      } else if (serverId) {
        const channels = channelTree(useChannels.getState().byId, serverId).flatMap((group) => group.channels);
        const reads = useReads.getState();
        const wanted = channels
          .filter((channel) => channel.type === "text")
          .filter((channel) => !event.shiftKey || channel.id === channelId || isUnread(reads, channel.id))
          .map((channel) => channel.id);
        const next = neighbour(wanted, channelId, step);
        if (next) navigate(paths.channel(serverId, next));
      } else {
        const conversations = inOrderOfTalk(Object.values(useConversations.getState().byId), useLastSaid.getState().at);
        const reads = useReads.getState();
        const wanted = conversations
          .map(({ id }) => id)
          .filter((id) => !event.shiftKey || id === channelId || isUnread(reads, id));
        const next = neighbour(wanted, channelId, step);
        if (next) navigate(paths.conversation(next));
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [serverId, channelId, navigate]);
};
