import { useEffect, useMemo, useState } from "react";
import { listMemberGroups } from "../../api/calls";
import type { Id, Member } from "../../api/types";
import { useLocale } from "../../i18n/t";
import { useLink } from "../../state/link";
import { useMembers } from "../../state/members";
import { usePresence } from "../../state/presence";
import { MEMBERS_MAX, openRoster } from "../../state/realtime";
import { byName, byRank, type RosterGroup, rosterGroups } from "../../state/roles";
import { useServers } from "../../state/servers";

export type Line =
  | { kind: "group"; group: RosterGroup; folded: boolean }
  | { kind: "member"; member: Member; group: RosterGroup }
  /** So many members are not read. */
  | { kind: "more"; count: number };

const NOBODY: Record<Id, Member> = {};
/** So many people who are away are not listed unless somebody asks. */
const AWAY_MAX = 1_000;

/** The members of a server, read when they are looked at, as the lines of their list; `null` until they are here. */
export const useRoster = (serverId: Id) => {
  const locale = useLocale();
  const roster = useMembers((state) => state.byServer[serverId]);
  const presence = usePresence((state) => state.byUser);
  const roles = useServers((state) => state.inside[serverId]?.roles);
  const live = useLink((state) => state.link.kind === "live");
  const [away, setAway] = useState<boolean | null>(null);
  const current = roster?.current ?? false;
  useEffect(() => {
    if (!current && live) void openRoster(serverId);
  }, [serverId, current, live]);

  const byUser = roster?.byUser ?? NOBODY;
  const ranked = useMemo(() => byRank(roles ?? []), [roles]);
  const named = useMemo(() => byName(Object.values(byUser), locale), [byUser, locale]);
  const unread = useUnread(serverId, named.length);
  const lines = useMemo<Line[]>(() => {
    const all = rosterGroups(named, presence, ranked).flatMap((group): Line[] => {
      const folded = group.key === "offline" && !(away ?? group.members.length <= AWAY_MAX);
      const members = folded ? [] : group.members;
      return [
        { kind: "group", group, folded },
        ...members.map((member) => ({ kind: "member" as const, member, group })),
      ];
    });
    return unread > 0 ? [...all, { kind: "more", count: unread }] : all;
  }, [named, presence, ranked, away, unread]);
  return { lines: roster ? lines : null, ranked, showAway: setAway };
};

/** How many members a very large server has beyond those that were read. */
const useUnread = (serverId: Id, read: number): number => {
  const [total, setTotal] = useState(0);
  const many = read >= MEMBERS_MAX;
  useEffect(() => {
    if (!many) return setTotal(0);
    let gone = false;
    listMemberGroups(serverId).then(
      (groups) => !gone && setTotal(groups.reduce((sum, group) => sum + group.count, 0)),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [serverId, many]);
  return Math.max(0, total - read);
};
