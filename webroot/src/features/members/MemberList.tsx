import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { Id, Member, PresenceStatus } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { useLink } from "../../state/link";
import { useMembers } from "../../state/members";
import { usePresence } from "../../state/presence";
import { openRoster } from "../../state/realtime";
import { isThere, type MemberGroup, memberGroups, nameOf } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { PresenceMark } from "../../ui/PresenceMark";
import { Tooltip } from "../../ui/Tooltip";

type Line = { kind: "group"; group: MemberGroup } | { kind: "member"; member: Member };

const NOBODY: Record<Id, Member> = {};

/** Who is in the server: those who are there first. */
export const MemberList = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const locale = useLocale();
  const roster = useMembers((state) => state.byServer[serverId]);
  const presence = usePresence((state) => state.byUser);
  const ownerId = useServers((state) => state.byId[serverId]?.ownerId);
  const live = useLink((state) => state.link.kind === "live");
  const scroller = useRef<HTMLDivElement>(null);
  const current = roster?.current ?? false;
  useEffect(() => {
    if (!current && live) void openRoster(serverId);
  }, [serverId, current, live]);

  const byUser = roster?.byUser ?? NOBODY;
  const lines = useMemo<Line[]>(
    () =>
      memberGroups(Object.values(byUser), presence, locale).flatMap((group) => [
        { kind: "group" as const, group },
        ...group.members.map((member) => ({ kind: "member" as const, member })),
      ]),
    [byUser, presence, locale],
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === "group" ? 40 : 44),
    getItemKey: (index) => {
      const line = lines[index];
      return line?.kind === "member" ? line.member.user.id : (line?.group.key ?? index);
    },
    overscan: 10,
    paddingEnd: 12,
  });
  return (
    <aside aria-label={t("members.label")} className="flex h-full w-60 shrink-0 flex-col bg-side">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={scroller} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-2 -outline-offset-2">
        <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line ? (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {line.kind === "group" ? (
                  <h2 className="px-2 pt-4 text-xs font-semibold text-muted">
                    {t(`members.${line.group.key}`)} — {line.group.members.length.toLocaleString(locale)}
                  </h2>
                ) : (
                  <MemberRow
                    member={line.member}
                    status={presence[line.member.user.id]}
                    isOwner={line.member.user.id === ownerId}
                  />
                )}
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </aside>
  );
};

interface MemberRowProps {
  member: Member;
  status: PresenceStatus | undefined;
  isOwner: boolean;
}

const MemberRow = ({ member, status, isOwner }: MemberRowProps) => {
  const t = useT();
  const there = isThere(status);
  const look = status === "online" || status === "idle" || status === "dnd" ? status : "offline";
  const name = nameOf(member);
  return (
    <div className="flex h-11 items-center gap-3 rounded-md px-2 hover:bg-hover">
      <Avatar
        id={member.user.id}
        name={name}
        url={member.user.avatarUrl}
        size={32}
        away={!there}
        mark={
          <span className="absolute -right-0.5 -bottom-0.5 rounded-full bg-side p-0.5">
            <PresenceMark look={look} />
          </span>
        }
      />
      <span className="min-w-0 flex-1 leading-tight">
        <span className={`flex items-center gap-1.5 text-row font-medium ${there ? "text-text" : "text-faint"}`}>
          <span className="truncate">{name}</span>
          {isOwner && (
            <Tooltip text={t("members.owner")}>
              <span className="text-idle">
                <Icon name="crown" size={14} />
                <span className="sr-only">{t("members.owner")}</span>
              </span>
            </Tooltip>
          )}
        </span>
        {member.user.status && <span className="block truncate text-xs text-muted">{member.user.status}</span>}
      </span>
      <span className="sr-only">{t(`presence.${look}`)}</span>
    </div>
  );
};
