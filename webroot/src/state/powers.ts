import { useEffect, useState } from "react";
import type { Channel, Id } from "../api/types";
import { has, inChannel, inServer, NONE, type Powers, rankOf, type Standing } from "../lib/permissions";
import { useCall } from "./call";
import { useChannels } from "./channels";
import { useServers } from "./servers";
import { myId } from "./session";

/** What I may do: calculated from roles, overwrites and myself as they stand in the stores. */

/** Me in a server; `null` until I was read there. */
export const myStanding = (serverId: Id, now: number): Standing | null => {
  const { byId, inside } = useServers.getState();
  const its = inside[serverId];
  if (!its?.me) return null;
  const userId = myId();
  return {
    userId,
    owner: byId[serverId]?.ownerId === userId,
    roles: its.roles,
    own: its.me.roles,
    muted: mutedAt(its.me.mutedUntil, now) !== null,
  };
};

/** What I may do in a server; `null` until it is known. */
export const useServerPowers = (serverId: Id): Powers | null => {
  const standing = useStanding(serverId);
  return standing && inServer(standing);
};

/** What I may do in a channel of a server; `null` until it is known. */
export const useChannelPowers = (channel: Channel): Powers | null => {
  const standing = useStanding(channel.serverId ?? "");
  return standing && inChannel(standing, channel.overwrites);
};

/** Whether I may show my screen and myself in the call that I am in: the power comes and goes in the middle of it. */
export const mayShow = (): boolean => {
  const { channelId, may } = useCall.getState();
  const channel = useChannels.getState().byId[channelId ?? ""];
  const standing = channel?.serverId ? myStanding(channel.serverId, Date.now()) : null;
  // Of a conversation the call itself says it.
  if (!channel || !standing) return may.includes("SHARE_SCREEN");
  return has(inChannel(standing, channel.overwrites), "SHARE_SCREEN");
};

/** The same, watched. */
export const useMayShow = (): boolean => {
  const channelId = useCall((state) => state.channelId);
  const channel = useChannels(({ byId }) => byId[channelId ?? ""]);
  useCall((state) => state.may);
  useStanding(channel?.serverId ?? "");
  return mayShow();
};

/** How high I stand in a server: I may touch what is below. */
export const useRank = (serverId: Id): number => {
  const standing = useStanding(serverId);
  return standing ? rankOf(standing) : 0;
};

/** What I may do in at least one of a server's channels. */
export const useAnywhere = (serverId: Id): Powers => {
  const standing = useStanding(serverId);
  const channels = useChannels((state) => state.byId);
  if (!standing) return NONE;
  return Object.values(channels)
    .filter((channel) => channel.serverId === serverId)
    .reduce((all, channel) => all | inChannel(standing, channel.overwrites), inServer(standing));
};

/** Until when I am muted in a server; `null` when I am not. */
export const useMutedUntil = (serverId: Id): string | null => {
  const until = useServers((state) => state.inside[serverId]?.me?.mutedUntil);
  const now = useTimeAt(until);
  return mutedAt(until, now);
};

const useStanding = (serverId: Id): Standing | null => {
  // Each is watched: the standing is made of all of them.
  const ownerId = useServers((state) => state.byId[serverId]?.ownerId);
  const inside = useServers((state) => state.inside[serverId]);
  const now = useTimeAt(inside?.me?.mutedUntil);
  return ownerId !== undefined && inside?.me ? myStanding(serverId, now) : null;
};

/** Until when somebody is muted at a time; `null` when they are not. */
export const mutedAt = (until: string | undefined, now: number): string | null =>
  until !== undefined && Date.parse(until) > now ? until : null;

/** The longest wait that a timer can be set to. */
const TIMER_MAX = 2 ** 31 - 1;

/** The time, told anew once `at` has come. */
const useTimeAt = (at: string | undefined): number => {
  const [, tell] = useState(0);
  const now = Date.now();
  const wait = at === undefined ? 0 : Date.parse(at) - now;
  useEffect(() => {
    if (!(wait > 0)) return;
    const timer = setTimeout(() => tell((times) => times + 1), Math.min(wait + 50, TIMER_MAX));
    return () => clearTimeout(timer);
  });
  return now;
};
