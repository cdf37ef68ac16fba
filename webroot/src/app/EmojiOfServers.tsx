import { type ReactNode, useMemo } from "react";
import type { Id } from "../api/types";
import { emojiUsed, setTone, useEmoji } from "../state/emoji";
import { useServers } from "../state/servers";
import { EmojiSources } from "../ui/EmojiPicker";

/** Tells every picker which emoji there are: those of the open server, those of the others, what was used last. */
export const EmojiOfServers = ({ serverId, children }: { serverId: Id | null; children: ReactNode }) => {
  const { byId, order, inside } = useServers();
  const { recent, tone } = useEmoji();
  const sets = useMemo(() => {
    const all = order.flatMap((id) => {
      const server = byId[id];
      const emoji = inside[id]?.emoji ?? [];
      return server && emoji.length > 0 ? [{ id, name: server.name, iconUrl: server.iconUrl, emoji }] : [];
    });
    return { here: all.find(({ id }) => id === serverId) ?? null, others: all.filter(({ id }) => id !== serverId) };
  }, [byId, order, inside, serverId]);
  const source = useMemo(() => ({ ...sets, recent, tone, onTone: setTone, onUsed: emojiUsed }), [sets, recent, tone]);
  return <EmojiSources value={source}>{children}</EmojiSources>;
};
