import { create } from "zustand";
import type { Id, Member } from "../api/types";
import { bereft } from "./servers";

interface Roster {
  byUser: Record<Id, Member>;
  /** Read since the last greeting; when not, what is shown may be old. */
  current: boolean;
}

export const useMembers = create<{ byServer: Record<Id, Roster> }>(() => ({ byServer: {} }));

export const setRoster = (serverId: Id, members: ReadonlyArray<Member>): void =>
  change(serverId, () => ({
    byUser: Object.fromEntries(members.map((member) => [member.user.id, member])),
    current: true,
  }));

/** Someone joined or changed; a roster that was never read stays unread. */
export const putMember = (serverId: Id, member: Member): void =>
  change(serverId, (roster) => roster && { ...roster, byUser: { ...roster.byUser, [member.user.id]: member } });

export const removeMember = (serverId: Id, userId: Id): void =>
  change(serverId, (roster) => {
    if (!roster) return undefined;
    const { [userId]: _gone, ...byUser } = roster.byUser;
    return { ...roster, byUser };
  });

/** A role is gone, from whoever had it. */
export const takeRole = (serverId: Id, roleId: Id): void =>
  change(serverId, (roster) => {
    if (!roster) return undefined;
    const members = Object.entries(roster.byUser).map(([id, member]) => [id, bereft(member, roleId)] as const);
    return { ...roster, byUser: Object.fromEntries(members) };
  });

/** A server was left: nothing is heard of its members any more. */
export const dropRoster = (serverId: Id): void =>
  useMembers.setState(({ byServer }) => {
    const { [serverId]: _gone, ...rest } = byServer;
    return { byServer: rest };
  });

/** Rosters are to be read again when next looked at. */
export const ageRosters = (): void =>
  useMembers.setState(({ byServer }) => ({
    byServer: Object.fromEntries(Object.entries(byServer).map(([id, roster]) => [id, { ...roster, current: false }])),
  }));

export const clearMembers = (): void => useMembers.setState({ byServer: {} });

const change = (serverId: Id, next: (roster: Roster | undefined) => Roster | undefined): void =>
  useMembers.setState(({ byServer }) => {
    const roster = next(byServer[serverId]);
    return roster ? { byServer: { ...byServer, [serverId]: roster } } : {};
  });
