import { create } from "zustand";
import type { Id, Permission, Role, Server, ServerDetail } from "../api/types";

interface ServersStore {
  byId: Record<Id, Server>;
  /** In the order of the rail. */
  order: Id[];
  roles: Record<Id, Role[]>;
  /** What I may do in each. */
  permissions: Record<Id, Permission[]>;
  /** Whether the list was received at all: an empty one is news too. */
  known: boolean;
}

const EMPTY: ServersStore = { byId: {}, order: [], roles: {}, permissions: {}, known: false };

export const useServers = create<ServersStore>(() => EMPTY);

export const setServers = (details: ReadonlyArray<ServerDetail>): void =>
  useServers.setState({
    byId: Object.fromEntries(details.map((detail) => [detail.id, serverOf(detail)])),
    order: details.map((detail) => detail.id),
    roles: Object.fromEntries(details.map((detail) => [detail.id, detail.roles])),
    permissions: Object.fromEntries(details.map((detail) => [detail.id, detail.permissions])),
    known: true,
  });

export const putServer = (server: Server): void =>
  useServers.setState(({ byId, order }) => ({
    byId: { ...byId, [server.id]: serverOf(server) },
    order: order.includes(server.id) ? order : [...order, server.id],
  }));

export const putServerDetail = (detail: ServerDetail): void => {
  putServer(detail);
  useServers.setState(({ roles, permissions }) => ({
    roles: { ...roles, [detail.id]: detail.roles },
    permissions: { ...permissions, [detail.id]: detail.permissions },
  }));
};

export const removeServer = (id: Id): void =>
  useServers.setState(({ byId, order }) => {
    const { [id]: _gone, ...rest } = byId;
    return { byId: rest, order: order.filter((other) => other !== id) };
  });

export const putRole = (serverId: Id, role: Role): void =>
  changeRoles(serverId, (roles) => [...without(roles, role.id), role]);

export const removeRole = (serverId: Id, roleId: Id): void => changeRoles(serverId, (roles) => without(roles, roleId));

export const clearServers = (): void => useServers.setState(EMPTY);

const changeRoles = (serverId: Id, change: (roles: Role[]) => Role[]): void =>
  useServers.setState(({ roles }) => ({ roles: { ...roles, [serverId]: change(roles[serverId] ?? []) } }));

const without = (roles: Role[], id: Id): Role[] => roles.filter((role) => role.id !== id);

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
