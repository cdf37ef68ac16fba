import type { Role } from "../../api/types";
import type { Permission } from "../../lib/permissions";

/**
 * What somebody has changed of a role and not saved yet: what they have not touched follows the role, whoever changes
 * it meanwhile.
 */
export interface RoleDraft {
  name?: string;
  color?: number;
  hoist?: boolean;
  mentionable?: boolean;
  /** What is to be allowed or no more, by permission. */
  permissions: Readonly<Partial<Record<Permission, boolean>>>;
}

export const UNTOUCHED: RoleDraft = { permissions: {} };

type Fields = "name" | "color" | "hoist" | "mentionable";

/** The role as it would be. */
export const applied = (role: Role, draft: RoleDraft): Role => {
  const { permissions, ...fields } = draft;
  const kept = role.permissions.filter((name) => permissions[name] !== false);
  const added = (Object.keys(permissions) as Permission[]).filter(
    (name) => permissions[name] === true && !role.permissions.includes(name),
  );
  return { ...role, ...fields, permissions: [...kept, ...added] };
};

/** The draft with one more thing changed; what is as it was is no change. */
export const touched = (
  role: Role,
  draft: RoleDraft,
  change: Partial<Pick<Role, Fields>> & { permissions?: RoleDraft["permissions"] },
): RoleDraft => {
  const { permissions = {}, ...fields } = change;
  const said = Object.entries({ ...draft.permissions, ...permissions }).filter(
    ([name, on]) => role.permissions.includes(name as Permission) !== on,
  );
  const { permissions: _before, ...others } = draft;
  const kept = Object.entries({ ...others, ...fields }).filter(([field, value]) => role[field as Fields] !== value);
  return { ...(Object.fromEntries(kept) as Omit<RoleDraft, "permissions">), permissions: Object.fromEntries(said) };
};

/** What is to be told the server: what was changed, and nothing else. */
export const changeOf = (role: Role, draft: RoleDraft): Partial<Pick<Role, Fields | "permissions">> => {
  const { permissions: said, ...fields } = touched(role, draft, {});
  const name = fields.name === undefined ? {} : { name: fields.name.trim() };
  return {
    ...fields,
    ...name,
    ...(Object.keys(said).length > 0 ? { permissions: applied(role, draft).permissions } : {}),
  };
};

export const isTouched = (role: Role, draft: RoleDraft): boolean => Object.keys(changeOf(role, draft)).length > 0;

/** The place, counted from below as the server does, of a role that goes to `index` of those highest first. */
export const placeAt = (index: number, roles: number): number => roles - 1 - index;
