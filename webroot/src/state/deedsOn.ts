import type { Id, Member, Role } from "../api/types";
import { ALL, has, inServer, type Powers, powers, rankOf, type Standing } from "../lib/permissions";
import { useMembers } from "./members";
import { mutedAt, myStanding, useServerPowers } from "./powers";
import { type Inside, useServers } from "./servers";
import { myId } from "./session";

/** What I may do to somebody in a server: by my permissions, and by who stands above whom. */
export interface DeedsOn {
  nickname: boolean;
  mute: boolean;
  unmute: boolean;
  kick: boolean;
  ban: boolean;
  /** The roles that I may give them or take from them, the highest first. */
  roles: Role[];
}

const NOTHING: DeedsOn = { nickname: false, mute: false, unmute: false, kick: false, ban: false, roles: [] };

/** Somebody in a server as permissions see them. */
const standingOf = (member: Member, inside: Inside, ownerId: Id | undefined): Standing => ({
  userId: member.user.id,
  owner: member.user.id === ownerId,
  roles: inside.roles,
  own: member.roles,
  muted: false,
});

/** What one who stands so and may do this in the server may do to a member; `mutedUntil` is in the past or not. */
export const deedsOn = (mine: Standing, may: Powers, theirs: Standing, muted: boolean): DeedsOn => {
  const self = mine.userId === theirs.userId;
  const above = rankOf(mine) > rankOf(theirs);
  const bound = inServer(theirs) !== ALL;
  const roles =
    has(may, "MANAGE_ROLES") && (self || above) ? grantable(mine, may, inServer(theirs), theirs.own) : NOTHING.roles;
  if (self) return { ...NOTHING, roles, nickname: has(may, "CHANGE_NICKNAME") || has(may, "MANAGE_NICKNAMES") };
  return {
    nickname: above && has(may, "MANAGE_NICKNAMES"),
    // A mute binds neither administrators nor the owner.
    mute: above && bound && !muted && has(may, "MUTE_MEMBERS"),
    unmute: above && muted && has(may, "MUTE_MEMBERS"),
    kick: above && has(may, "KICK_MEMBERS"),
    ban: above && has(may, "BAN_MEMBERS"),
    roles,
  };
};

/** Roles below one's own; of those that somebody lacks, those that give them nothing one lacks oneself. */
const grantable = (mine: Standing, may: Powers, theirs: Powers, own: ReadonlyArray<Id>): Role[] =>
  (mine.roles as ReadonlyArray<Role>)
    .filter((role) => role.position > 0 && role.position < rankOf(mine))
    .filter((role) => own.includes(role.id) || (powers(role.permissions) & ~(may | theirs)) === 0)
    .sort((a, b) => b.position - a.position);

/** What I may do to somebody in a server; nothing until it is known what they are there. */
export const useDeedsOn = (serverId: Id | null, userId: Id): DeedsOn => {
  const id = serverId ?? "";
  const may = useServerPowers(id);
  const inside = useServers((state) => state.inside[id]);
  const ownerId = useServers((state) => state.byId[id]?.ownerId);
  const roster = useMembers((state) => state.byServer[id]);
  const now = Date.now();
  const mine = myStanding(id, now);
  if (may === null || !inside || !mine) return NOTHING;
  const member = userId === myId() ? inside.me : roster?.byUser[userId];
  // Who is no member stands above nobody, and may be kept out.
  if (!member) return roster?.current ? { ...NOTHING, ban: has(may, "BAN_MEMBERS") } : NOTHING;
  return deedsOn(mine, may, standingOf(member, inside, ownerId), mutedAt(member.mutedUntil, now) !== null);
};
