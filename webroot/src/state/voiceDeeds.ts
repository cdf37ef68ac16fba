import type { Channel, Id } from "../api/types";
import { has, inChannel, rankOf } from "../lib/permissions";
import { useChannels } from "./channels";
import { useMembers } from "./members";
import { myStanding } from "./powers";
import { useServers } from "./servers";
import { myId } from "./session";
import { useVoiceChannelOf, useVoicePresence } from "./voicePresence";

/** What I may do to somebody in a call of a server; the server has the last word. */
export interface VoiceDeeds {
  /** Where they are; `null` where I may do nothing. */
  channelId: Id | null;
  /** Whether they are silenced there. */
  silenced: boolean;
  mute: boolean;
  disconnect: boolean;
  /** Where I may send them. */
  moveTo: Channel[];
}

const NOTHING: VoiceDeeds = { channelId: null, silenced: false, mute: false, disconnect: false, moveTo: [] };

export const useVoiceDeeds = (serverId: Id | null, userId: Id): VoiceDeeds => {
  const channelId = useVoiceChannelOf(userId);
  const channels = useChannels((state) => state.byId);
  const inside = useServers((state) => (serverId ? state.inside[serverId] : undefined));
  const ownerId = useServers((state) => (serverId ? state.byId[serverId]?.ownerId : undefined));
  const roles = useMembers((state) => (serverId ? state.byServer[serverId]?.byUser[userId]?.roles : undefined));
  const silenced = useVoicePresence(
    ({ byChannel }) => byChannel[channelId ?? ""]?.find((one) => one.userId === userId)?.suppressed ?? false,
  );
  const channel = channels[channelId ?? ""];
  const mine = serverId === null ? null : myStanding(serverId, Date.now());
  if (!channel || !mine || !inside || channel.serverId !== serverId || userId === myId()) return NOTHING;
  const theirs = { userId, owner: userId === ownerId, roles: inside.roles, own: roles ?? [], muted: false };
  if (rankOf(mine) <= rankOf(theirs)) return NOTHING;
  const mayMove = ({ overwrites }: Channel) => has(inChannel(mine, overwrites), "MOVE_MEMBERS");
  const move = mayMove(channel);
  return {
    channelId,
    silenced,
    mute: has(inChannel(mine, channel.overwrites), "MUTE_MEMBERS"),
    disconnect: move,
    moveTo: move
      ? Object.values(channels)
          .filter((one) => one.serverId === serverId && one.type === "voice" && one.id !== channelId && mayMove(one))
          .sort((a, b) => a.position - b.position)
      : [],
  };
};
