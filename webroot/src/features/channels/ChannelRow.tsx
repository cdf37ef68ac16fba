import { Link, useLocation } from "wouter";
import type { Channel, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { joinCall, useCall } from "../../state/call";
import { openDialog } from "../../state/dialogs";
import { draftOf, useDrafts } from "../../state/drafts";
import { isMuted, useLevels } from "../../state/levels";
import { useMessages } from "../../state/messages";
import { setPanes } from "../../state/panes";
import { useChannelPowers } from "../../state/powers";
import { callsOf, isUnread, useReads } from "../../state/reads";
import { hasFailed } from "../../state/selectors";
import { useInVoice } from "../../state/voicePresence";
import { IconButton } from "../../ui/Button";
import { Count } from "../../ui/Count";
import { Icon } from "../../ui/Icon";
import { useContextMenu } from "../../ui/useContextMenu";
import type { Dragging, useReorder } from "../../ui/useReorder";
import { ChannelItems } from "./ChannelItems";
import { VoicePeople } from "./VoicePeople";

interface ChannelRowProps {
  channel: Channel;
  serverId: Id;
  selected: boolean;
  movable: boolean;
  reorder: ReturnType<typeof useReorder>;
}

/** A channel in the list, with its menu and what can be done to it at once. */
export const ChannelRow = ({ channel, serverId, selected, movable, reorder }: ChannelRowProps) => {
  const menu = useContextMenu(channel.name, () => <ChannelItems channel={channel} serverId={serverId} />);
  return (
    <li>
      <div
        className={`group/row relative rounded-md ${dropLook(reorder.dragging, channel.id)}`}
        {...reorder.handlers(channel.id, movable)}
        {...menu.handlers}
      >
        {channel.type === "voice" ? (
          <VoiceRow channel={channel} serverId={serverId} selected={selected} />
        ) : (
          <TextRow channel={channel} serverId={serverId} selected={selected} />
        )}
        <RowButtons channel={channel} serverId={serverId} />
        {menu.menu}
      </div>
      {channel.type === "voice" && <VoicePeople channelId={channel.id} serverId={serverId} />}
    </li>
  );
};

/** How something looks that is dragged, or that something is dragged over. */
export const dropLook = (dragging: Dragging | null, id: Id): string => {
  if (dragging?.id === id) return "opacity-40";
  if (dragging?.over?.id !== id) return "";
  return {
    before: "shadow-drop-before",
    after: "shadow-drop-after",
    into: "bg-accent-soft",
  }[dragging.over.drop];
};

const ROW = "tap relative flex h-8 items-center gap-1.5 rounded-md px-2 text-row font-medium";
/** The name gives way to the buttons, as many as there may be, while they are shown. */
const WITH_BUTTONS = `${ROW}
  pointer-fine:group-has-[button]/row:group-hover/row:pr-16 group-has-[button:focus-visible]/row:pr-16`;

interface TextRowProps {
  channel: Channel;
  serverId: Id;
  selected: boolean;
}

const TextRow = ({ channel, serverId, selected }: TextRowProps) => {
  const t = useT();
  const muted = useLevels((state) => isMuted(state.bySubject[channel.id], Date.now()));
  const unread = useReads((state) => isUnread(state, channel.id)) && !selected && !muted;
  const mentions = useReads((state) => callsOf(state, channel.id));
  const hasDraft = useDrafts((state) => draftOf(state.byChannel, channel.id).text.trim() !== "") && !selected;
  const failed = useMessages((state) => hasFailed(state.outgoing[channel.id])) && !selected;
  const look = selected
    ? "bg-active text-strong"
    : unread
      ? "font-semibold text-strong hover:bg-hover"
      : `${muted ? "text-faint" : "text-muted"} hover:bg-hover hover:text-strong`;
  return (
    <Link
      href={paths.channel(serverId, channel.id)}
      aria-current={selected ? "page" : undefined}
      aria-label={unread ? t("channels.unread", { channel: channel.name }) : undefined}
      onClick={() => setPanes({ left: false })}
      className={`${WITH_BUTTONS} ${look}`}
    >
      {unread && (
        <span
          aria-hidden="true"
          className="absolute top-1/2 -left-2 h-2 w-1 -translate-y-1/2 rounded-r-full bg-strong"
        />
      )}
      <Icon name="hash" size={18} />
      <span className="min-w-0 flex-1 truncate">{channel.name}</span>
      {muted && (
        <>
          <Icon name="bellOff" size={14} />
          <span className="sr-only">{t("channels.muted")}</span>
        </>
      )}
      {failed ? (
        <span className="text-danger-text">
          <Icon name="warning" size={14} />
          <span className="sr-only">{t("channels.failed")}</span>
        </span>
      ) : (
        hasDraft && (
          <>
            <Icon name="pencil" size={14} />
            <span className="sr-only">{t("channels.draft")}</span>
          </>
        )
      )}
      <Count count={mentions} />
    </Link>
  );
};

/** A click joins, and shows who is there; who may not join is shown that. */
const VoiceRow = ({ channel, serverId, selected }: TextRowProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const powers = useChannelPowers(channel);
  const manages = powers !== null && has(powers, "MANAGE_CHANNELS");
  const locked = powers !== null && !has(powers, "CONNECT");
  const inside = useCall((state) => state.channelId === channel.id);
  const count = useInVoice(channel.id).length;
  const look = selected
    ? "bg-active text-strong"
    : `${inside ? "text-strong" : "text-muted"} hover:bg-hover hover:text-strong`;
  return (
    <button
      type="button"
      aria-current={selected ? "page" : undefined}
      onClick={() => {
        setPanes({ left: false });
        navigate(paths.channel(serverId, channel.id));
        if (!locked) joinCall(channel.id);
      }}
      className={`${ROW} w-full text-left ${look} ${manages ? "pointer-fine:group-hover/row:pr-10" : ""}`}
    >
      <Icon name={locked ? "lock" : "speaker"} size={18} />
      <span className="sr-only">{t("channels.voice")}: </span>
      <span className="min-w-0 flex-1 truncate">{channel.name}</span>
      {count > 0 && <span className="sr-only">{t("voice.insideLabel", { count })}</span>}
    </button>
  );
};

/** What a channel shows to whoever points at it, or comes to it by keys; fingers have its menu. */
const RowButtons = ({ channel, serverId }: { channel: Channel; serverId: Id }) => {
  const t = useT();
  const [, navigate] = useLocation();
  const powers = useChannelPowers(channel) ?? NONE;
  const mayInvite = has(powers, "CREATE_INVITES") && channel.type === "text";
  const mayManage = has(powers, "MANAGE_CHANNELS");
  if (!mayInvite && !mayManage) return null;
  return (
    <span
      className="absolute inset-y-0 right-1 flex items-center opacity-0 focus-within:opacity-100
        group-hover/row:opacity-100 pointer-coarse:hidden"
    >
      {mayInvite && (
        <IconButton
          icon="personAdd"
          size="small"
          label={t("channels.inviteTo", { channel: channel.name })}
          onClick={() => openDialog({ kind: "invite", serverId })}
        />
      )}
      {mayManage && (
        <IconButton
          icon="gear"
          size="small"
          label={t("channels.editOne", { channel: channel.name })}
          onClick={() => navigate(paths.channelSettings(serverId, channel.id))}
        />
      )}
    </span>
  );
};
