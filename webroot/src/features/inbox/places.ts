import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { useConversations } from "../../state/conversations";
import { useServers } from "../../state/servers";
import { useSession } from "../../state/session";

/** What a channel or a conversation is called, with its server. */
export const usePlaceName = (channelId: Id): string => {
  const t = useT();
  const channel = useChannels((state) => state.byId[channelId]);
  const server = useServers((state) => state.byId[channel?.serverId ?? ""]);
  const conversation = useConversations((state) => state.byId[channelId]);
  const me = useSession(({ session }) => (session.phase === "signedIn" ? session.me.id : ""));
  if (channel?.serverId) return t("inbox.place", { channel: channel.name, server: server?.name ?? "" });
  if (!conversation) return "";
  const others = conversation.participants.filter(({ id }) => id !== me).map(({ displayName }) => displayName);
  return conversation.name ?? others.join(", ");
};
