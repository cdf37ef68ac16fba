import { type ReactNode, useMemo } from "react";
import type { Channel, Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { isMuted, useLevels } from "../../state/levels";
import { callsOf, isUnread, useReads } from "../../state/reads";
import type { ChannelGroup } from "../../state/selectors";
import { toggleFolded, useSettings } from "../../state/settings";
import { useVoicePresence } from "../../state/voicePresence";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useContextMenu } from "../../ui/useContextMenu";
import type { useReorder } from "../../ui/useReorder";
import { CategoryItems } from "./CategoryItems";
import { ChannelRow, dropLook } from "./ChannelRow";

interface GroupProps {
  group: ChannelGroup;
  serverId: Id;
  channelId: Id | null;
  mayCreate: boolean;
  reorder: ReturnType<typeof useReorder>;
}

/** A category with its channels, or those outside of any. */
export const Group = ({ group: { category, channels }, serverId, channelId, mayCreate, reorder }: GroupProps) => {
  const t = useT();
  const folded = useSettings((state) => category !== null && state.folded.includes(category.id));
  const shown = useShown(channels, folded, channelId);
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
        <Heading
          category={category}
          channels={channels}
          folded={folded}
          serverId={serverId}
          movable={mayCreate}
          reorder={reorder}
        >
          {create}
        </Heading>
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
          <ChannelRow
            key={channel.id}
            channel={channel}
            serverId={serverId}
            selected={channel.id === channelId}
            movable={mayCreate}
            reorder={reorder}
          />
        ))}
      </ul>
    </section>
  );
};

/** A folded category still shows where one is, what is unread or calls, and where people talk. */
const useShown = (channels: Channel[], folded: boolean, channelId: Id | null): Channel[] => {
  const levels = useLevels((state) => state.bySubject);
  const calling = useReads((reads) =>
    folded
      ? channels
          .filter(({ id }) => callsOf(reads, id) > 0 || (isUnread(reads, id) && !isMuted(levels[id], Date.now())))
          .map(({ id }) => id)
          .join()
      : "",
  );
  const talking = useVoicePresence(({ byChannel }) =>
    folded
      ? channels
          .filter(({ id }) => id in byChannel)
          .map(({ id }) => id)
          .join()
      : "",
  );
  return useMemo(() => {
    if (!folded) return channels;
    const shown = [...calling.split(","), ...talking.split(",")];
    return channels.filter(({ id }) => id === channelId || shown.includes(id));
  }, [channels, folded, channelId, calling, talking]);
};

interface HeadingProps {
  category: Channel;
  channels: Channel[];
  folded: boolean;
  serverId: Id;
  movable: boolean;
  reorder: ReturnType<typeof useReorder>;
  children: ReactNode;
}

const Heading = ({ category, channels, folded, serverId, movable, reorder, children }: HeadingProps) => {
  const menu = useContextMenu(category.name, () => (
    <CategoryItems category={category} channels={channels} serverId={serverId} />
  ));
  return (
    <div
      className={`relative flex h-7 items-center rounded ${dropLook(reorder.dragging, category.id)}`}
      {...reorder.handlers(category.id, movable)}
      {...menu.handlers}
    >
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
      {children}
      {menu.menu}
    </div>
  );
};
