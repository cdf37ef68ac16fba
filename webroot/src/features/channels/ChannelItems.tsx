import { useLocation } from "wouter";
import type { Channel, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { markChannelsRead } from "../../state/actions";
import { copyText } from "../../state/copyText";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { changeLevel, FOR_GOOD, isMuted, useLevels } from "../../state/levels";
import { setPanes } from "../../state/panes";
import { useChannelPowers, useServerPowers } from "../../state/powers";
import { MenuItem, MenuLine } from "../../ui/Menu";
import { ArrangeItems } from "./ArrangeItems";

interface ChannelItemsProps {
  channel: Channel;
  serverId: Id;
}

/** What one may do with a channel, as items of its menu. */
export const ChannelItems = ({ channel, serverId }: ChannelItemsProps) => {
  const t = useT();
  const powers = useChannelPowers(channel) ?? NONE;
  const mayInvite = has(useServerPowers(serverId) ?? NONE, "CREATE_INVITES");
  const isText = channel.type === "text";
  const link = location.origin + paths.channel(serverId, channel.id);
  return (
    <>
      {isText && <ReadingItems channel={channel} serverId={serverId} />}
      {mayInvite && (
        <MenuItem icon="personAdd" onClick={() => openDialog({ kind: "invite", serverId })}>
          {t("server.invitePeople")}
        </MenuItem>
      )}
      {isText && (
        <MenuItem icon="link" onClick={() => void copyText(link, t("channels.linkCopied"))}>
          {t("channels.copyLink")}
        </MenuItem>
      )}
      {has(powers, "MANAGE_CHANNELS") && (
        <>
          {(isText || mayInvite) && <MenuLine />}
          <ManageItems channel={channel} serverId={serverId} parentId={channel.parentId} />
        </>
      )}
    </>
  );
};

/** Being told of a channel, or not. */
const ReadingItems = ({ channel, serverId }: ChannelItemsProps) => {
  const t = useT();
  const muted = useLevels((state) => isMuted(state.bySubject[channel.id], Date.now()));
  return (
    <>
      <MenuItem icon="check" onClick={() => markChannelsRead([channel.id])}>
        {t("channels.markRead")}
      </MenuItem>
      <MenuItem
        icon={muted ? "bell" : "bellOff"}
        onClick={() => void attempt(changeLevel(channel.id, { mutedUntil: muted ? undefined : FOR_GOOD }))}
      >
        {t(muted ? "channels.unmute" : "channels.mute")}
      </MenuItem>
      <MenuItem icon="bell" onClick={() => openDialog({ kind: "level", serverId, channelId: channel.id })}>
        {t("server.notifications")}
      </MenuItem>
      <MenuLine />
    </>
  );
};

interface ManageItemsProps extends ChannelItemsProps {
  /** Where a new channel would go that is made from here. */
  parentId: Id | null;
}

/** Changing, moving and deleting a channel or a category. */
export const ManageItems = ({ channel, serverId, parentId }: ManageItemsProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const ofCategory = channel.type === "category";
  const edit = () => {
    setPanes({ left: false });
    navigate(paths.channelSettings(serverId, channel.id));
  };
  return (
    <>
      <MenuItem icon="gear" onClick={edit}>
        {t(ofCategory ? "channels.editCategory" : "channels.edit")}
      </MenuItem>
      <MenuItem icon="plus" onClick={() => openDialog({ kind: "createChannel", serverId, parentId, category: false })}>
        {t("server.createChannel")}
      </MenuItem>
      <ArrangeItems channel={channel} serverId={serverId} />
      <MenuLine />
      <MenuItem icon="trash" danger onClick={() => openDialog({ kind: "deleteChannel", channelId: channel.id })}>
        {t(ofCategory ? "channels.deleteCategory" : "channels.delete")}
      </MenuItem>
    </>
  );
};
