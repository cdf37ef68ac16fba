import { type ReactNode, useMemo } from "react";
import { moveChannels } from "../../api/calls";
import type { Id, Server } from "../../api/types";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { useChannels } from "../../state/channels";
import { attempt } from "../../state/explain";
import { useServerPowers } from "../../state/powers";
import { channelTree } from "../../state/selectors";
import { useReorder } from "../../ui/useReorder";
import { Group } from "./Group";
import { moveBeside, moveInto } from "./moves";
import { ServerMenu } from "./ServerMenu";

interface ChannelListProps {
  server: Server;
  channelId: Id | null;
  /** What one may do with the server, as items of the menu under its name. */
  items: ReactNode;
  /** Stands above the channels. */
  top: ReactNode;
}

/** The channels of a server, under its name. */
export const ChannelList = ({ server, channelId, items, top }: ChannelListProps) => {
  const t = useT();
  const channels = useChannels((state) => state.byId);
  const powers = useServerPowers(server.id) ?? NONE;
  const groups = useMemo(() => channelTree(channels, server.id), [channels, server.id]);
  const mayCreate = has(powers, "MANAGE_CHANNELS");
  const reorder = useReorder({
    drops: (id, onto) => {
      const [from, to] = [channels[id]?.type, channels[onto]?.type];
      if (from === to) return ["before", "after"];
      return from !== "category" && to === "category" ? ["into"] : [];
    },
    onDrop: (id, onto, drop) => {
      const move = drop === "into" ? moveInto(id, onto) : moveBeside(channels, id, onto, drop);
      if (move) void attempt(moveChannels(server.id, [move]));
    },
  });
  return (
    <nav aria-label={t("channels.label")} className="flex min-h-0 flex-1 flex-col bg-side">
      <ServerMenu server={server} items={items} />
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-2 pt-3 pb-4">
        {top}
        {groups.map((group) => (
          <Group
            key={group.category?.id ?? "none"}
            group={group}
            serverId={server.id}
            channelId={channelId}
            mayCreate={mayCreate}
            reorder={reorder}
          />
        ))}
      </div>
    </nav>
  );
};
