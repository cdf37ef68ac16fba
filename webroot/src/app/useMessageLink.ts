import { useEffect } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { showMessage } from "../state/actions";
import { useChannels } from "../state/channels";
import { useConversations } from "../state/conversations";
import { useLink } from "../state/link";
import { paths } from "./paths";

/**
 * A link to a message leads to it once its channel, or its conversation (of no server), is here; the address is then
 * that of the place again.
 */
export const useMessageLink = (serverId: Id | null, placeId: Id | null, messageId: Id | null): void => {
  const [, navigate] = useLocation();
  const channel = useChannels(({ byId }) => placeId !== null && placeId in byId);
  const conversation = useConversations(({ byId }) => placeId !== null && placeId in byId);
  const here = channel || conversation;
  const live = useLink(({ link }) => link.kind === "live");
  useEffect(() => {
    if (placeId === null || messageId === null || !here || !live) return;
    void showMessage(placeId, messageId);
    navigate(serverId === null ? paths.conversation(placeId) : paths.channel(serverId, placeId), { replace: true });
  }, [serverId, placeId, messageId, here, live, navigate]);
};
