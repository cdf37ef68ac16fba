import { create } from "zustand";
import type { Id, Member, Role, Server, ServerDetail, ServerEmoji } from "../api/types";
import { store, storedTexts } from "../lib/storage";

/** A server from inside: what one knows only as a member. */
export interface Inside {
  roles: Role[];
  emoji: ServerEmoji[];
  /** Me there: my nickname, my roles, my mute; `null` until it was read. Who is there is not told here. */
  me: Member | null;
}

interface ServersStore {
  byId: Record<Id, Server>;
  /** In the order of the rail. */
  order: Id[];
  inside: Record<Id, Inside>;
  /** Whether the list was received at all: an empty one is news too. */
  known: boolean;
}

/** Where the order of the rail is kept, once somebody has given it one. */
const KEY = "miscord.rail";

const EMPTY: ServersStore = { byId: {}, order: [], inside: {}, known: false };
const OUTSIDE: Inside = { roles: [], emoji: [], me: null };

export const useServers = create<ServersStore>(() => EMPTY);

export const setServers = (details: ReadonlyArray<ServerDetail>): void =>
  useServers.setState({
    byId: Object.fromEntries(details.map((detail) => [detail.id, serverOf(detail)])),
    order: arranged(details.map((detail) => detail.id)),
    inside: Object.fromEntries(details.map((detail) => [detail.id, insideOf(detail)])),
    known: true,
  });

export const putServer = (server: Server): void =>
  useServers.setState(({ byId, order }) => ({
    byId: { ...byId, [server.id]: serverOf(server) },
    order: order.includes(server.id) ? order : [...order, server.id],
  }));

export const putServerDetail = (detail: ServerDetail): void => {
  putServer(detail);
  useServers.setState(({ inside }) => ({ inside: { ...inside, [detail.id]: insideOf(detail) } }));
};

export const removeServer = (id: Id): void =>
  useServers.setState(({ byId, order, inside }) => {
    const { [id]: _gone, ...rest } = byId;
    const { [id]: _left, ...others } = inside;
    return { byId: rest, order: order.filter((other) => other !== id), inside: others };
  });

/** Puts a server elsewhere in the rail; this browser remembers where. */
export const moveServer = (id: Id, to: number): void =>
  useServers.setState(({ order }) => {
    const moved = order.filter((other) => other !== id).toSpliced(to, 0, id);
    store(KEY, JSON.stringify(moved));
    return { order: moved };
  });

export const putRole = (serverId: Id, role: Role): void =>
  change(serverId, (inside) => ({ ...inside, roles: [...without(inside.roles, role.id), role] }));

/** A role is gone, from me too if I had it. */
export const removeRole = (serverId: Id, roleId: Id): void =>
  change(serverId, ({ roles, emoji, me }) => ({ roles: without(roles, roleId), emoji, me: me && bereft(me, roleId) }));

export const setEmoji = (serverId: Id, emoji: ServerEmoji[]): void =>
  change(serverId, (inside) => ({ ...inside, emoji }));

/** My nickname, roles or mute there changed. */
export const putMe = (serverId: Id, me: Member): void => change(serverId, (inside) => ({ ...inside, me }));

export const clearServers = (): void => useServers.setState(EMPTY);

/** A member without a role that is gone. */
export const bereft = (member: Member, roleId: Id): Member =>
  member.roles.includes(roleId) ? { ...member, roles: member.roles.filter((id) => id !== roleId) } : member;

/** Servers in the order that they were given here; others after them, as they come. */
const arranged = (ids: Id[]): Id[] => {
  const kept = storedTexts(KEY).filter((id) => ids.includes(id));
  return [...kept, ...ids.filter((id) => !kept.includes(id))];
};

/** Changes what is known of a server from inside; of one that was left nothing is. */
const change = (serverId: Id, next: (inside: Inside) => Inside): void =>
  useServers.setState(({ byId, inside }) =>
    serverId in byId ? { inside: { ...inside, [serverId]: next(inside[serverId] ?? OUTSIDE) } } : {},
  );

const without = (roles: Role[], id: Id): Role[] => roles.filter((role) => role.id !== id);

const insideOf = ({ roles, emoji, member }: ServerDetail): Inside => ({ roles, emoji, me: member });

const serverOf = (server: Server): Server => ({
  id: server.id,
  name: server.name,
  description: server.description,
  iconUrl: server.iconUrl,
  ownerId: server.ownerId,
  systemChannelId: server.systemChannelId,
  minAccountAge: server.minAccountAge,
  createdAt: server.createdAt,
});
