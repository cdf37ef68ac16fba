import { create } from "zustand";
import type { Channel, Id, Overwrite } from "../api/types";

export const useChannels = create<{ byId: Record<Id, Channel> }>(() => ({ byId: {} }));

/**
 * Roles that are gone since everything was read. There is no order between a server's stream and a channel's: what a
 * channel said of a role may come after the role is gone.
 */
const gone = new Set<Id>();

/** Replaces everything known. */
export const setChannels = (channels: ReadonlyArray<Channel>): void => {
  gone.clear();
  useChannels.setState({ byId: Object.fromEntries(channels.map((channel) => [channel.id, channel])) });
};

/** Replaces what is known of one server. */
export const setChannelsOf = (serverId: Id, channels: ReadonlyArray<Channel>): void =>
  useChannels.setState(({ byId }) => {
    const others = Object.values(byId).filter((channel) => channel.serverId !== serverId);
    return { byId: Object.fromEntries([...others, ...channels.map(bereft)].map((channel) => [channel.id, channel])) };
  });

export const putChannel = (channel: Channel): void =>
  useChannels.setState(({ byId }) => ({ byId: { ...byId, [channel.id]: bereft(channel) } }));

/** What a channel says of a role or a person, as one has just set it: at once, before the server tells of it. */
export const putOverwrite = (channelId: Id, said: Overwrite): void => {
  const channel = useChannels.getState().byId[channelId];
  const others = channel?.overwrites.filter((one) => one.roleId !== said.roleId || one.userId !== said.userId) ?? [];
  if (channel) putChannel({ ...channel, overwrites: [...others, said] });
};

export const removeChannel = (id: Id): void =>
  useChannels.setState(({ byId }) => {
    const { [id]: _gone, ...rest } = byId;
    return { byId: rest };
  });

/** A role is gone: no channel says anything of it any more. */
export const dropOverwrites = (roleId: Id): void => {
  gone.add(roleId);
  useChannels.setState(({ byId }) => ({
    byId: Object.fromEntries(Object.entries(byId).map(([id, channel]) => [id, bereft(channel)])),
  }));
};

/** A channel without what it says of roles that are gone. */
const bereft = (channel: Channel): Channel =>
  channel.overwrites.some(isOfGone)
    ? { ...channel, overwrites: channel.overwrites.filter((one) => !isOfGone(one)) }
    : channel;

const isOfGone = ({ roleId }: Overwrite): boolean => roleId !== undefined && gone.has(roleId);
