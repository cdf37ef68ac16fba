import { useVirtualizer } from "@tanstack/react-virtual";
import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { usePresence } from "../../state/presence";
import { colorOf, type RosterGroup } from "../../state/roles";
import { useServers } from "../../state/servers";
import { Icon } from "../../ui/Icon";
import { useLater } from "../../ui/useLater";
import { MemberRow } from "./MemberRow";
import { type Line, useRoster } from "./useRoster";
import { useRowKeys } from "./useRowKeys";
import { useWatched } from "./useWatched";

const HEIGHTS = { group: 40, member: 44, more: 40 } as const;
const NO_LINES: Line[] = [];

/** Who is in the server: those who are there by their roles, then the others. */
export const MemberList = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const { lines, ranked, showAway } = useRoster(serverId);
  const presence = usePresence((state) => state.byUser);
  const ownerId = useServers((state) => state.byId[serverId]?.ownerId);
  const known = lines ?? NO_LINES;
  const waiting = useLater(lines === null, 150);
  const { at, setAt, scroller, onKeyDown } = useRowKeys(known, (index) => virtualizer.scrollToIndex(index));
  const virtualizer = useVirtualizer({
    count: known.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHTS[known[index]?.kind ?? "member"],
    getItemKey: (index) => {
      const line = known[index];
      return line?.kind === "member" ? line.member.user.id : line?.kind === "group" ? line.group.key : index;
    },
    overscan: 10,
    paddingEnd: 12,
  });
  const shown = virtualizer.getVirtualItems();
  // Where Tab comes in: the row that had the focus last, or the first that is drawn.
  const people = shown.flatMap(({ index }) => (known[index]?.kind === "member" ? [index] : []));
  const entry = at !== null && people.includes(at) ? at : people[0];
  useWatched(
    serverId,
    people.flatMap((index) => {
      const line = known[index];
      return line?.kind === "member" ? [line.member.user.id] : [];
    }),
  );
  return (
    <aside aria-label={t("members.label")} className="flex h-full w-60 shrink-0 flex-col bg-side">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the rows in it */}
      <div ref={scroller} onKeyDown={onKeyDown} className="min-h-0 flex-1 overflow-y-auto px-2">
        {lines === null && waiting && <RosterSkeleton />}
        <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map((item) => {
            const line = known[item.index];
            return line ? (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {line.kind === "group" && <Heading group={line.group} folded={line.folded} onFold={showAway} />}
                {line.kind === "member" && (
                  <MemberRow
                    member={line.member}
                    status={presence[line.member.user.id]}
                    isOwner={line.member.user.id === ownerId}
                    color={colorOf(ranked, line.member.roles)}
                    serverId={serverId}
                    line={item.index}
                    entered={item.index === entry}
                    onFocus={() => setAt(item.index)}
                  />
                )}
                {line.kind === "more" && (
                  <p className="px-2 pt-3 text-sm text-muted">{t("members.more", { count: line.count })}</p>
                )}
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </aside>
  );
};

interface HeadingProps {
  group: RosterGroup;
  folded: boolean;
  onFold: (shown: boolean) => void;
}

/** The name of a group and how many are in it; those who are away can be folded. */
const Heading = ({ group: { key, role, members }, folded, onFold }: HeadingProps) => {
  const t = useT();
  const locale = useLocale();
  const name = role ? role.name : t(key === "online" ? "members.online" : "members.offline");
  const title = `${name} — ${members.length.toLocaleString(locale)}`;
  return (
    <h2 className="px-2 pt-4 text-xs font-semibold text-muted">
      {key === "offline" ? (
        <button
          type="button"
          aria-expanded={!folded}
          onClick={() => onFold(folded)}
          className="flex items-center gap-0.5 rounded hover:text-strong"
        >
          {title}
          <span className={`transition-transform ${folded ? "" : "rotate-90"}`}>
            <Icon name="chevronRight" size={12} />
          </span>
        </button>
      ) : (
        <span className="block truncate">{title}</span>
      )}
    </h2>
  );
};

const RosterSkeleton = () => (
  <div aria-hidden="true" className="space-y-3 px-2 pt-10">
    {["w-28", "w-20", "w-24", "w-32", "w-16"].map((width) => (
      <div key={width} className="flex animate-shimmer items-center gap-3">
        <span className="size-8 rounded-full bg-active" />
        <span className={`h-3 rounded-full bg-active ${width}`} />
      </div>
    ))}
  </div>
);
