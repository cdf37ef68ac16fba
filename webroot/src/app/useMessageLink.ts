import { useEffect } from "react";
import { useLocation } from "wouter";
import type { Id } from "../api/types";
import { showMessage } from "../state/actions";
import { useChannels } from "../state/channels";
import { useLink } from "../state/link";
import { paths } from "./paths";

/** A link to a message leads to it once its channel is here; the address is then that of the channel again. */
export const useMessageLink = (serverId: Id | null, channelId: Id | null, messageId: Id | null): void => {
  const [, navigate] = useLocation();
  const here = useChannels(({ byId }) => channelId !== null && channelId in byId);
  const live = useLink(({ link }) => link.kind === "live");
  useEffect(() => {
    if (serverId === null || channelId === null || messageId === null || !here || !live) return;
    void showMessage(channelId, messageId);
    navigate(paths.channel(serverId, channelId), { replace: true });
  }, [serverId, channelId, messageId, here, live, navigate]);
};
