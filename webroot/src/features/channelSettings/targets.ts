import type { Author, Channel, Id } from "../../api/types";
import { rankOf } from "../../lib/permissions";
import { useRank } from "../../state/powers";
import { useNames, useRoster } from "../../state/roster";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";

/** A role or a person that a channel says something of. */
export interface Target {
  id: Id;
  kind: "role" | "member";
  name: string;
  /** Of a role. */
  color: number;
  /** Of a person. */
  user: Author | null;
  /** Everybody's role: always there, for what is said of it holds for all. */
  everybody: boolean;
  /** Whether I stand above it. */
  editable: boolean;
}

const NO_ROLES: never[] = [];

/** Everybody's role first, then roles from the highest on, then people by name. */
export const useTargets = (serverId: Id, channel: Channel): Target[] => {
  const roles = useServers((state) => state.inside[serverId]?.roles) ?? NO_ROLES;
  const ownerId = useServers((state) => state.byId[serverId]?.ownerId);
  const users = useUsers((state) => state.byId);
  const byUser = useRoster(serverId);
  const names = useNames(serverId);
  const rank = useRank(serverId);
  const ofRoles = roles
    .filter((role) => role.position === 0 || channel.overwrites.some(({ roleId }) => roleId === role.id))
    .sort((a, b) => Number(b.position === 0) - Number(a.position === 0) || b.position - a.position)
    .map(
      (role): Target => ({
        id: role.id,
        kind: "role",
        name: role.name,
        color: role.color,
        user: null,
        everybody: role.position === 0,
        editable: role.position < rank,
      }),
    );
  const ofPeople = channel.overwrites
    .flatMap(({ userId }) => (userId ? [userId] : []))
    .map((userId): Target => {
      const member = byUser[userId];
      const theirs = member ? rankOf({ userId, owner: userId === ownerId, roles, own: member.roles, muted: false }) : 0;
      return {
        id: userId,
        kind: "member",
        name: names.person(userId),
        color: 0,
        user: member?.user ?? users[userId] ?? null,
        everybody: false,
        editable: userId === myId() || theirs < rank,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
  return [...ofRoles, ...ofPeople];
};
