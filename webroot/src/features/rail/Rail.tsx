import { type ReactNode, useMemo, useRef } from "react";
import { useLocation } from "wouter";
import type { Server } from "../../api/types";
import { isHome, paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { moveServer, useServers } from "../../state/servers";
import { Icon } from "../../ui/Icon";
import { Tooltip } from "../../ui/Tooltip";
import { useReorder } from "../../ui/useReorder";
import { RailLink } from "./RailLink";
import { ServerLink } from "./ServerLink";
import { useStandings } from "./standings";
import { TalkLinks } from "./TalkLinks";
import { useBeyond } from "./useBeyond";

const EITHER_SIDE = ["before", "after"] as const;

interface RailProps {
  /** What one may do with a server, as items of its menu. */
  items: (server: Server, more: ReactNode) => ReactNode;
}

/** The column of servers. */
export const Rail = ({ items }: RailProps) => {
  const t = useT();
  const [location] = useLocation();
  const { byId, order } = useServers();
  const standings = useStandings();
  const scroller = useRef<HTMLElement>(null);
  const calling = useMemo(() => order.filter((id) => (standings[id]?.mentions ?? 0) > 0).join(), [order, standings]);
  const beyond = useBeyond(scroller, calling);
  const { dragging, handlers } = useReorder({
    drops: () => EITHER_SIDE,
    onDrop: (id, onto, drop) => {
      const others = order.filter((other) => other !== id);
      moveServer(id, others.indexOf(onto) + (drop === "after" ? 1 : 0));
    },
  });
  return (
    <div className="relative h-full w-18 shrink-0 bg-rail">
      <nav
        ref={scroller}
        aria-label={t("rail.label")}
        className="flex h-full flex-col items-center gap-2 overflow-y-auto py-3 scroll-hidden"
      >
        <RailLink name={t("app.home")} label={t("app.home")} href={paths.home} selected={isHome(location)}>
          <svg aria-hidden="true" viewBox="0 0 32 32" className="size-7">
            <path
              d="M6 23.5v-14l7 8.2 3-3.5 3 3.5 7-8.2v14"
              fill="none"
              stroke="currentColor"
              strokeWidth="3.2"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </RailLink>
        <TalkLinks />
        <hr className="w-8 shrink-0 border-line border-t-2" />
        <ul className="flex w-full flex-col items-center gap-2">
          {order.map((id) => {
            const server = byId[id];
            const over = dragging?.over?.id === id ? dragging.over.drop : null;
            return server ? (
              <li
                key={id}
                data-calls={(standings[id]?.mentions ?? 0) > 0 || undefined}
                className={`relative w-full ${dragging?.id === id ? "opacity-40" : ""}`}
                {...handlers(id)}
              >
                {over && <DropLine side={over === "before" ? "top" : "bottom"} />}
                <ServerLink server={server} location={location} standing={standings[id]} items={items} />
              </li>
            ) : null;
          })}
        </ul>
        <Tooltip text={t("rail.add")} placement="right">
          <button
            type="button"
            aria-label={t("rail.add")}
            onClick={() => openDialog({ kind: "addServer" })}
            className="flex size-12 shrink-0 items-center justify-center rounded-2xl bg-main text-online
              transition-colors hover:bg-accent hover:text-on-accent"
          >
            <Icon name="plus" size={24} />
          </button>
        </Tooltip>
      </nav>
      {beyond.above && <EdgePill edge="top" label={t("rail.callsAbove")} onClick={() => beyond.show("above")} />}
      {beyond.below && <EdgePill edge="bottom" label={t("rail.callsBelow")} onClick={() => beyond.show("below")} />}
    </div>
  );
};

/** Where what is dragged would go. */
const DropLine = ({ side }: { side: "top" | "bottom" }) => (
  <span
    aria-hidden="true"
    className={`absolute inset-x-3 h-1 rounded-full bg-online ${side === "top" ? "-top-1.5" : "-bottom-1.5"}`}
  />
);

interface EdgePillProps {
  edge: "top" | "bottom";
  label: string;
  onClick: () => void;
}

/** Says that somebody called in a server that is out of sight, and leads there. */
const EdgePill = ({ edge, label, onClick }: EdgePillProps) => {
  const t = useT();
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={`absolute inset-x-1.5 flex h-6 items-center justify-center gap-0.5 rounded-full bg-badge px-1
        text-tiny font-bold text-on-accent shadow-lg tap ${edge === "top" ? "top-2" : "bottom-2"}`}
    >
      <Icon name={edge === "top" ? "arrowUp" : "arrowDown"} size={12} />
      <span aria-hidden="true">{t("rail.new")}</span>
    </button>
  );
};
