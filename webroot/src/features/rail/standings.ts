import { useMemo } from "react";
import type { Channel, Id, Level } from "../../api/types";
import { useChannels } from "../../state/channels";
import { isMuted, useLevels } from "../../state/levels";
import { callsOf, isUnread, useReads } from "../../state/reads";

/** What there is to be read in a server. */
export interface Standing {
  unread: boolean;
  mentions: number;
}

/** Each server by what is unread in it. What is muted does not count as unread; what calls one always does. */
export const standingsOf = (
  channels: Record<Id, Channel>,
  reads: Parameters<typeof isUnread>[0] & Parameters<typeof callsOf>[0],
  levels: Record<Id, Level>,
  now: number,
): Record<Id, Standing> => {
  const standings: Record<Id, Standing> = {};
  for (const { id, serverId } of Object.values(channels)) {
    if (serverId === null) continue;
    const before = standings[serverId] ?? { unread: false, mentions: 0 };
    const heard = !isMuted(levels[id], now) && !isMuted(levels[serverId], now);
    standings[serverId] = {
      unread: before.unread || (heard && isUnread(reads, id)),
      mentions: before.mentions + callsOf(reads, id),
    };
  }
  return standings;
};

/** The same of the stores as they are. */
export const useStandings = (): Record<Id, Standing> => {
  const channels = useChannels((state) => state.byId);
  const levels = useLevels((state) => state.bySubject);
  const reads = useReads();
  return useMemo(() => standingsOf(channels, reads, levels, Date.now()), [channels, reads, levels]);
};
