/**
 * What somebody may do, calculated as the server does it, from what this page was told: no change of a role has to be
 * asked about. Pure. A set of permissions is a number with a bit for each; the bits never leave this page.
 */
export type Powers = number;

/** In the order of the bits. */
export const PERMISSIONS = [
  "ADMINISTRATOR",
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "ADD_REACTIONS",
  "MANAGE_MESSAGES",
  "MENTION_EVERYONE",
  "CREATE_INVITES",
  "MANAGE_CHANNELS",
  "MANAGE_ROLES",
  "MANAGE_SERVER",
  "KICK_MEMBERS",
  "BAN_MEMBERS",
  "MUTE_MEMBERS",
  "CHANGE_NICKNAME",
  "MANAGE_NICKNAMES",
  "VIEW_AUDIT_LOG",
  "MANAGE_WEBHOOKS",
  "CONNECT",
  "SPEAK",
  "SHARE_SCREEN",
  "MOVE_MEMBERS",
  "MANAGE_EMOJI",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** A role, as far as it allows something; the one at position 0 is everybody's. */
export interface RoleOf {
  id: string;
  position: number;
  permissions: ReadonlyArray<Permission>;
}

/** What a channel allows and denies a role or a person. */
export interface Said {
  roleId?: string;
  userId?: string;
  allow: ReadonlyArray<Permission>;
  deny: ReadonlyArray<Permission>;
}

/** Nothing. */
export const NONE: Powers = 0;
/** Everything: the owner's, and what ADMINISTRATOR means. */
export const ALL: Powers = (1 << PERMISSIONS.length) - 1;

/** A set of these. A name that this page does not know allows nothing: a newer node may have said it. */
export const powers = (names: ReadonlyArray<Permission>): Powers =>
  names.reduce((all, name) => all | bitOf(name), NONE);

const bitOf = (name: Permission): Powers => {
  const place = PERMISSIONS.indexOf(name);
  return place < 0 ? NONE : 1 << place;
};

export const has = (mine: Powers, wanted: Permission): boolean => (mine & bitOf(wanted)) !== 0;

/** The permissions in a set, in their order. */
export const namesOf = (mine: Powers): Permission[] => PERMISSIONS.filter((name) => has(mine, name));

const VIEW = powers(["VIEW_CHANNEL"]);
const WHILE_MUTED = powers(["VIEW_CHANNEL", "VIEW_AUDIT_LOG"]);

/** Somebody in a server, as far as what they may do follows from it. */
export interface Standing {
  userId: string;
  owner: boolean;
  /** All roles of the server. */
  roles: ReadonlyArray<RoleOf>;
  /** The person's roles besides everybody's. */
  own: ReadonlyArray<string>;
  /** Whether they are muted in the server now. */
  muted: boolean;
}

/** What they may do in the server as a whole. */
export const inServer = (standing: Standing): Powers => {
  const base = baseOf(standing);
  return standing.muted && base !== ALL ? base & WHILE_MUTED : base;
};

/**
 * What they may do in a channel: what is said of everybody is said first, then what of any of their roles, then what of
 * themselves; the later one wins, and among equals what is allowed. Whoever does not see a channel may do nothing.
 */
export const inChannel = (standing: Standing, overwrites: ReadonlyArray<Said>): Powers => {
  const base = baseOf(standing);
  if (base === ALL) return ALL;
  const everybody = standing.roles.find((role) => role.position === 0)?.id;
  const said = (base: Powers, about: (overwrite: Said) => boolean): Powers => {
    const its = overwrites.filter(about);
    const deny = its.reduce((all, { deny }) => all | powers(deny), NONE);
    const allow = its.reduce((all, { allow }) => all | powers(allow), NONE);
    return (base & ~deny) | allow;
  };
  const ofAll = said(base, ({ roleId }) => roleId !== undefined && roleId === everybody);
  const ofRoles = said(
    ofAll,
    ({ roleId }) => roleId !== undefined && roleId !== everybody && standing.own.includes(roleId),
  );
  const may = said(ofRoles, ({ userId }) => userId === standing.userId);
  if ((may & VIEW) === 0) return NONE;
  return standing.muted ? VIEW : may;
};

/** How high they stand among members; the owner above all, 0 without roles. */
export const rankOf = ({ owner, roles, own }: Standing): number =>
  owner
    ? Number.POSITIVE_INFINITY
    : roles.reduce((most, role) => (own.includes(role.id) ? Math.max(most, role.position) : most), 0);

const baseOf = ({ owner, roles, own }: Standing): Powers => {
  if (owner) return ALL;
  const base = roles.reduce(
    (all, role) => (role.position === 0 || own.includes(role.id) ? all | powers(role.permissions) : all),
    NONE,
  );
  return has(base, "ADMINISTRATOR") ? ALL : base;
};
