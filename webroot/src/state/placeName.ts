import type { Id } from "../api/types";
import { useT } from "../i18n/t";
import { useChannels } from "./channels";
import { useConversations } from "./conversations";
import { titleOf } from "./conversationViews";
import { useServers } from "./servers";
import { myId } from "./session";
import { useUsers } from "./users";

/** What a channel, with its server, or a conversation is called. */
export const usePlaceName = (channelId: Id): string => {
  const t = useT();
  const channel = useChannels((state) => state.byId[channelId]);
  const server = useServers((state) => state.byId[channel?.serverId ?? ""]);
  const conversation = useConversations((state) => state.byId[channelId]);
  const users = useUsers((state) => state.byId);
  if (channel?.serverId) return t("inbox.place", { channel: channel.name, server: server?.name ?? "" });
  return conversation ? titleOf(conversation, myId(), users) : "";
};
