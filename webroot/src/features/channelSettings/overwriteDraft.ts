import type { setOverwrite } from "../../api/calls";
import type { Id, Overwrite } from "../../api/types";
import type { Permission } from "../../lib/permissions";

/** What a channel says of somebody's permission: nothing (`neutral`) leaves it as it is elsewhere. */
export type Said = "allow" | "neutral" | "deny";

/** What is changed and not saved yet. What is not touched follows the channel. */
export type OverwriteDraft = Readonly<Partial<Record<Permission, Said>>>;

type Terms = Pick<Overwrite, "allow" | "deny">;
const NOTHING: Terms = { allow: [], deny: [] };

export const saidIn = (overwrite: Terms | undefined, name: Permission): Said =>
  overwrite?.allow.includes(name) ? "allow" : overwrite?.deny.includes(name) ? "deny" : "neutral";

/** The draft with one more thing said; what is said already is no change. */
export const saying = (
  overwrite: Terms | undefined,
  draft: OverwriteDraft,
  name: Permission,
  said: Said,
): OverwriteDraft =>
  Object.fromEntries(Object.entries({ ...draft, [name]: said }).filter(([one, its]) => differs(overwrite, one, its)));

export const isSaidAnew = (overwrite: Terms | undefined, draft: OverwriteDraft): boolean =>
  Object.entries(draft).some(([name, said]) => differs(overwrite, name, said));

const differs = (overwrite: Terms | undefined, name: string, said: Said): boolean =>
  saidIn(overwrite, name as Permission) !== said;

/** What would be said, as it is told the server. */
export const resulting = (overwrite: Terms | undefined, draft: OverwriteDraft): Terms => {
  const { allow, deny } = overwrite ?? NOTHING;
  const names = Object.keys(draft) as Permission[];
  const kept = (list: readonly Permission[]) => list.filter((name) => !(name in draft));
  return {
    allow: [...kept(allow), ...names.filter((name) => draft[name] === "allow")],
    deny: [...kept(deny), ...names.filter((name) => draft[name] === "deny")],
  };
};

type ChannelPermission = Parameters<typeof setOverwrite>[2]["allow"][number];

/** What overwrites hold are permissions that a channel can have: nothing else is ever stored there. */
export const inChannels = (names: readonly Permission[] | undefined): ChannelPermission[] =>
  [...(names ?? [])] as ChannelPermission[];

const targetOf = ({ roleId, userId }: Overwrite): Id => roleId ?? userId ?? "";

/** Whether a channel says what its category does, of the same roles and people. */
export const inSync = (one: ReadonlyArray<Overwrite>, other: ReadonlyArray<Overwrite>): boolean =>
  one.length === other.length &&
  one.every((overwrite) => {
    const its = other.find((said) => targetOf(said) === targetOf(overwrite));
    return its !== undefined && same(its.allow, overwrite.allow) && same(its.deny, overwrite.deny);
  });

const same = (a: ReadonlyArray<Permission>, b: ReadonlyArray<Permission>): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));
