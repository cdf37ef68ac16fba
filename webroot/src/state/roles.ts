import type { Id, Member, PresenceStatus, Role } from "../api/types";
import { collatorOf } from "../lib/collate";
import { isThere, nameOf } from "./selectors";

/** What views ask of roles: the colour of a name, and under which role somebody is listed. */

/** Roles by rank, the highest first. */
export const byRank = (roles: ReadonlyArray<Role>): Role[] =>
  [...roles].sort((a, b) => b.position - a.position || (a.id < b.id ? -1 : 1));

/** The colour of somebody's highest role that has one; 0 for none. */
export const colorOf = (ranked: ReadonlyArray<Role>, own: ReadonlyArray<Id>): number =>
  ranked.find((role) => role.color !== 0 && (role.position === 0 || own.includes(role.id)))?.color ?? 0;

export interface RosterGroup {
  /** The id of a role that is listed apart; or those who are there and have none; or those who are away. */
  key: Id | "online" | "offline";
  role: Role | null;
  members: Member[];
}

/** Members by name: that order stays while they come and go. */
export const byName = (members: ReadonlyArray<Member>, locale: string): Member[] => {
  const collator = collatorOf(locale);
  return [...members].sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
};

/** Members as they are listed: who is there by their highest role that is listed apart, the rest, and who is away. */
export const rosterGroups = (
  named: ReadonlyArray<Member>,
  presence: Record<Id, PresenceStatus>,
  ranked: ReadonlyArray<Role>,
): RosterGroup[] => {
  const apart = ranked.filter((role) => role.hoist && role.position > 0);
  const groups = new Map<string, RosterGroup>(apart.map((role) => [role.id, { key: role.id, role, members: [] }]));
  const online: RosterGroup = { key: "online", role: null, members: [] };
  const offline: RosterGroup = { key: "offline", role: null, members: [] };
  for (const member of named) {
    const role = apart.find(({ id }) => member.roles.includes(id));
    if (!isThere(presence[member.user.id])) offline.members.push(member);
    else if (role) groups.get(role.id)?.members.push(member);
    else online.members.push(member);
  }
  return [...groups.values(), online, offline].filter((group) => group.members.length > 0);
};
