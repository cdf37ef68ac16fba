import { useEffect } from "react";
import { useLocation } from "wouter";
import { deleteChannel } from "../../api/calls";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { attempt } from "../../state/explain";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

/** Asks before a channel or a category is deleted: nothing brings its messages back. */
export const DeleteChannelDialog = ({ channelId, onClose }: { channelId: Id; onClose: () => void }) => {
  const t = useT();
  const [location, navigate] = useLocation();
  const channel = useChannels((state) => state.byId[channelId]);
  // Somebody else was faster.
  useEffect(() => {
    if (!channel) onClose();
  }, [channel, onClose]);
  if (!channel?.serverId) return null;
  const { name, type, serverId } = channel;
  const remove = async () => {
    const isOpen = location.startsWith(paths.channel(serverId, channelId));
    const done = await attempt(deleteChannel(channelId));
    if (done && isOpen) navigate(paths.server(serverId));
    return done;
  };
  return (
    <ConfirmDialog
      title={t(type === "category" ? "channels.deleteCategoryTitle" : "channels.deleteTitle", { channel: name })}
      hint={t(type === "category" ? "channels.deleteCategoryHint" : "channels.deleteHint")}
      confirm={t(type === "category" ? "channels.deleteCategory" : "channels.delete")}
      danger
      onConfirm={remove}
      onClose={onClose}
    />
  );
};
