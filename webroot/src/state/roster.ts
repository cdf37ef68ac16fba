import { useEffect } from "react";
import type { Id, Member } from "../api/types";
import { t } from "../i18n/t";
import { useLink } from "./link";
import { useMembers } from "./members";
import { openRoster } from "./realtime";
import { nameOf } from "./selectors";
import { useServers } from "./servers";
import { useUsers } from "./users";

const NOBODY: Record<Id, Member> = {};

/** Who is in a server, by their ids: read when it is first looked at, true from then on. */
export const useRoster = (serverId: Id): Record<Id, Member> => {
  const roster = useMembers((state) => state.byServer[serverId]);
  const live = useLink((state) => state.link.kind === "live");
  const current = roster?.current ?? false;
  useEffect(() => {
    if (!current && live) void openRoster(serverId);
  }, [serverId, current, live]);
  return roster?.byUser ?? NOBODY;
};

/** What people and roles of a server are called, by their ids; those that are gone by a word for that. */
export const useNames = (serverId: Id) => {
  const byUser = useRoster(serverId);
  const users = useUsers((state) => state.byId);
  const roles = useServers((state) => state.inside[serverId]?.roles);
  const person = (id: Id): string | undefined => {
    const member = byUser[id];
    return member ? nameOf(member) : users[id]?.displayName;
  };
  return {
    person: (id: Id): string => person(id) ?? t("setup.somebody"),
    role: (id: Id): string => roles?.find((role) => role.id === id)?.name ?? t("setup.goneRole"),
  };
};
