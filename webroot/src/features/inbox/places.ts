import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { useConversations } from "../../state/conversations";
import { titleOf } from "../../state/conversationViews";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";

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
