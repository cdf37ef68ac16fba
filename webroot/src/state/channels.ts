import { create } from "zustand";
import type { Channel, Id } from "../api/types";

export const useChannels = create<{ byId: Record<Id, Channel> }>(() => ({ byId: {} }));

/** Replaces everything known. */
export const setChannels = (channels: ReadonlyArray<Channel>): void =>
  useChannels.setState({ byId: Object.fromEntries(channels.map((channel) => [channel.id, channel])) });

/** Replaces what is known of one server. */
export const setChannelsOf = (serverId: Id, channels: ReadonlyArray<Channel>): void =>
  useChannels.setState(({ byId }) => {
    const others = Object.values(byId).filter((channel) => channel.serverId !== serverId);
    return { byId: Object.fromEntries([...others, ...channels].map((channel) => [channel.id, channel])) };
  });

export const putChannel = (channel: Channel): void =>
  useChannels.setState(({ byId }) => ({ byId: { ...byId, [channel.id]: channel } }));

export const removeChannel = (id: Id): void =>
  useChannels.setState(({ byId }) => {
    const { [id]: _gone, ...rest } = byId;
    return { byId: rest };
  });
