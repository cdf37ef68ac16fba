import { useLocation } from "wouter";
import { deleteChannel } from "../../api/calls";
import type { Channel, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

interface DeleteChannelProps {
  serverId: Id;
  channel: Channel;
  onClose: () => void;
}

/** Asks before a channel and all its messages go; the channels of a category stay. */
export const DeleteChannel = ({ serverId, channel, onClose }: DeleteChannelProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const category = channel.type === "category";
  return (
    <ConfirmDialog
      danger
      title={t("channelset.deleteTitle", { channel: channel.name })}
      hint={t(category ? "channelset.deleteCategoryHint" : "channelset.deleteHint")}
      confirm={t(category ? "channelset.deleteCategory" : "channelset.delete")}
      onClose={onClose}
      onConfirm={async () => {
        const done = await attempt(deleteChannel(channel.id));
        if (done) navigate(paths.server(serverId));
        return done;
      }}
    />
  );
};
