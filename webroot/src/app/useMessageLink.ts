import { useEffect } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { showMessage } from "../state/actions";
import { useChannels } from "../state/channels";
import { useConversations } from "../state/conversations";
import { useLink } from "../state/link";
import { paths } from "./paths";

/** A link to a message leads to it once its channel or conversation is here, whose address it is then again. */
export const useMessageLink = (serverId: Id | null, channelId: Id | null, messageId: Id | null): void => {
  const [, navigate] = useLocation();
  const isChannel = useChannels(({ byId }) => channelId !== null && channelId in byId);
  const isConversation = useConversations(({ byId }) => channelId !== null && channelId in byId);
  const here = serverId === null ? isConversation : isChannel;
  const live = useLink(({ link }) => link.kind === "live");
  useEffect(() => {
    if (channelId === null || messageId === null || !here || !live) return;
    void showMessage(channelId, messageId);
    const place = serverId === null ? paths.conversation(channelId) : paths.channel(serverId, channelId);
    navigate(place, { replace: true });
  }, [serverId, channelId, messageId, here, live, navigate]);
};
