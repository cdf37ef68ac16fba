import { setOverwrite } from "../../api/calls";
import type { Id, Role } from "../../api/types";
import { has, inServer, rankOf } from "../../lib/permissions";
import { myStanding } from "../../state/powers";
import { byRank } from "../../state/roles";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";

/** Whether I may make a channel of a server private, and which roles I may let in. */
export const privacyOf = (serverId: Id): { may: boolean; roles: Role[] } => {
  const standing = myStanding(serverId, Date.now());
  const roles = useServers.getState().inside[serverId]?.roles ?? [];
  if (!standing || !has(inServer(standing), "MANAGE_ROLES") || rankOf(standing) === 0) return { may: false, roles: [] };
  const below = byRank(roles).filter(({ position }) => position > 0 && position < rankOf(standing));
  return { may: true, roles: below };
};

/** Lets these roles alone see a channel. Whoever would shut themselves out by it goes on seeing it. */
export const makePrivate = async (serverId: Id, channelId: Id, roleIds: ReadonlyArray<Id>): Promise<void> => {
  const standing = myStanding(serverId, Date.now());
  const everybody = useServers.getState().inside[serverId]?.roles.find(({ position }) => position === 0);
  if (!standing || !everybody) return;
  const letIn = { allow: ["VIEW_CHANNEL" as const], deny: [] };
  const seesAll = has(inServer(standing), "ADMINISTRATOR") || standing.own.some((id) => roleIds.includes(id));
  if (!seesAll) await setOverwrite(channelId, myId(), { type: "member", ...letIn });
  for (const id of roleIds) await setOverwrite(channelId, id, { type: "role", ...letIn });
  await setOverwrite(channelId, everybody.id, { type: "role", allow: [], deny: ["VIEW_CHANNEL"] });
};
