import { useMemo } from "react";
import { Link } from "wouter";
import type { Channel, Id, Server } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { useChannels } from "../../state/channels";
import { openDialog } from "../../state/dialogs";
import { draftOf, useDrafts } from "../../state/drafts";
import { useMessages } from "../../state/messages";
import { setPanes } from "../../state/panes";
import { useServerPowers } from "../../state/powers";
import { callsOf, isUnread, useReads } from "../../state/reads";
import { type ChannelGroup, channelTree, hasFailed } from "../../state/selectors";
import { toggleFolded, useSettings } from "../../state/settings";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { ServerMenu } from "./ServerMenu";

interface ChannelListProps {
  server: Server;
  channelId: Id | null;
}

/** The channels of a server, under its name. */
export const ChannelList = ({ server, channelId }: ChannelListProps) => {
  const t = useT();
  const channels = useChannels((state) => state.byId);
  const powers = useServerPowers(server.id) ?? NONE;
  const groups = useMemo(() => channelTree(channels, server.id), [channels, server.id]);
  const mayCreate = has(powers, "MANAGE_CHANNELS");
  return (
    <nav aria-label={t("channels.label")} className="flex min-h-0 flex-1 flex-col bg-side">
      <ServerMenu server={server} />
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-2 pt-3 pb-4">
        {groups.map((group) => (
          <Group
            key={group.category?.id ?? "none"}
            group={group}
            serverId={server.id}
            channelId={channelId}
            mayCreate={mayCreate}
          />
        ))}
      </div>
    </nav>
  );
};

interface GroupProps {
  group: ChannelGroup;
  serverId: Id;
  channelId: Id | null;
  mayCreate: boolean;
}

const Group = ({ group: { category, channels }, serverId, channelId, mayCreate }: GroupProps) => {
  const t = useT();
  const folded = useSettings((state) => category !== null && state.folded.includes(category.id));
  const reads = useReads();
  // A folded category still shows where one is, and what is unread.
  const shown = folded ? channels.filter((c) => c.id === channelId || isUnread(reads, c.id)) : channels;
  const create = mayCreate ? (
    <IconButton
      icon="plus"
      size="small"
      label={category ? t("channels.createIn", { category: category.name }) : t("server.createChannel")}
      onClick={() => openDialog({ kind: "createChannel", serverId, parentId: category?.id ?? null, category: false })}
      className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    />
  ) : null;
  return (
    <section className="group">
      {category ? (
        <div className="flex h-7 items-center">
          <h2 className="min-w-0 flex-1">
            <button
              type="button"
              aria-expanded={!folded}
              onClick={() => toggleFolded(category.id)}
              className="flex w-full items-center gap-0.5 rounded text-xs font-semibold text-muted hover:text-strong"
            >
              <span className={`transition-transform ${folded ? "" : "rotate-90"}`}>
                <Icon name="chevronRight" size={14} />
              </span>
              <span className="truncate">{category.name}</span>
            </button>
          </h2>
          {create}
        </div>
      ) : (
        create && (
          <div className="flex h-7 items-center pl-2">
            <h2 className="flex-1 text-xs font-semibold text-muted">{t("channels.label")}</h2>
            {create}
          </div>
        )
      )}
      <ul className="space-y-0.5">
        {shown.map((channel) => (
          <li key={channel.id}>
            {channel.type === "voice" ? (
              <VoiceRow channel={channel} />
            ) : (
              <TextRow channel={channel} serverId={serverId} selected={channel.id === channelId} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const ROW = "tap relative flex h-8 items-center gap-1.5 rounded-md px-2 text-row font-medium";

interface TextRowProps {
  channel: Channel;
  serverId: Id;
  selected: boolean;
}

const TextRow = ({ channel, serverId, selected }: TextRowProps) => {
  const t = useT();
  const unread = useReads((state) => isUnread(state, channel.id)) && !selected;
  const mentions = useReads((state) => callsOf(state, channel.id));
  const hasDraft = useDrafts((state) => draftOf(state.byChannel, channel.id).text.trim() !== "") && !selected;
  const failed = useMessages((state) => hasFailed(state.outgoing[channel.id])) && !selected;
  const look = selected
    ? "bg-active text-strong"
    : unread
      ? "font-semibold text-strong hover:bg-hover"
      : "text-muted hover:bg-hover hover:text-strong";
  return (
    <Link
      href={paths.channel(serverId, channel.id)}
      aria-current={selected ? "page" : undefined}
      aria-label={unread ? t("channels.unread", { channel: channel.name }) : undefined}
      onClick={() => setPanes({ left: false })}
      className={`${ROW} ${look}`}
    >
      {unread && (
        <span
          aria-hidden="true"
          className="absolute top-1/2 -left-2 h-2 w-1 -translate-y-1/2 rounded-r-full bg-strong"
        />
      )}
      <Icon name="hash" size={18} />
      <span className="min-w-0 flex-1 truncate">{channel.name}</span>
      {failed ? (
        <span className="text-danger-text">
          <Icon name="warning" size={14} />
          <span className="sr-only">{t("channels.failed")}</span>
        </span>
      ) : (
        hasDraft && <Icon name="pencil" size={14} />
      )}
      {mentions > 0 && (
        <span
          className="flex h-4 min-w-4 items-center justify-center rounded-full bg-badge px-1 text-xs font-bold
          text-on-accent"
        >
          {mentions > 99 ? "99+" : mentions}
        </span>
      )}
    </Link>
  );
};

/** Shown, not joined: talking comes with its own part of the client. */
const VoiceRow = ({ channel }: { channel: Channel }) => {
  const t = useT();
  return (
    <div className={`${ROW} text-muted`}>
      <Icon name="speaker" size={18} />
      <span className="sr-only">{t("channels.voice")}: </span>
      <span className="min-w-0 flex-1 truncate">{channel.name}</span>
    </div>
  );
};
