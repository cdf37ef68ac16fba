import { useMemo } from "react";
import type { Id } from "../api/types";
import { useMembers } from "./members";
import { byRank, colorOf } from "./roles";
import { useServers } from "./servers";

/** The colour of somebody's name in a server, by their roles; 0 for none, or while they are not known there. */
export const useNameColor = (serverId: Id, userId: Id | undefined): number => {
  const roles = useServers((state) => state.inside[serverId]?.roles);
  const own = useMembers((state) =>
    userId === undefined ? undefined : state.byServer[serverId]?.byUser[userId]?.roles,
  );
  return useMemo(() => (roles && own ? colorOf(byRank(roles), own) : 0), [roles, own]);
};
