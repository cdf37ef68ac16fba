import * as calls from "../api/calls";
import type { Id } from "../api/types";

/** What moderators do to people whom they name. Each answers with the name; rejects with a `Problem`. */

/** Lets somebody only read for so many seconds. */
export const muteByName = async (serverId: Id, name: string, seconds: number, reason: string) => {
  const { user } = await calls.resolveMember(serverId, name);
  const until = new Date(Date.now() + seconds * 1_000).toISOString();
  await calls.muteMember(serverId, user.id, { until, ...(reason && { reason }) });
  return { name: user.displayName, until };
};

/** Takes somebody out of a server. */
export const kickByName = async (serverId: Id, name: string, reason: string) => {
  const { user } = await calls.resolveMember(serverId, name);
  await calls.kickMember(serverId, user.id, reason || undefined);
  return { name: user.displayName };
};

/** Takes somebody out of a server for good. */
export const banByName = async (serverId: Id, name: string, reason: string) => {
  const { user } = await calls.resolveMember(serverId, name);
  await calls.banPerson(serverId, user.id, reason ? { reason } : {});
  return { name: user.displayName };
};
