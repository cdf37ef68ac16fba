import { type ReactNode, useMemo } from "react";
import { Link, useLocation } from "wouter";
import type { Id, Server } from "../../api/types";
import { isHome, paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { openDialog } from "../../state/dialogs";
import { setPanes } from "../../state/panes";
import { callsOf, isUnread, useReads } from "../../state/reads";
import { useServers } from "../../state/servers";
import { initials } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { Tooltip } from "../../ui/Tooltip";

interface Standing {
  unread: boolean;
  mentions: number;
}

/** The column of servers. */
export const Rail = () => {
  const t = useT();
  const [location] = useLocation();
  const { byId, order } = useServers();
  const standings = useStandings();
  return (
    <nav
      aria-label={t("rail.label")}
      className="flex h-full w-18 shrink-0 flex-col items-center gap-2 overflow-y-auto bg-rail py-3 scroll-hidden"
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
      <hr className="w-8 border-line border-t-2" />
      <ul className="flex w-full flex-col items-center gap-2">
        {order.map((id) => {
          const server = byId[id];
          return server ? (
            <li key={id} className="w-full">
              <ServerLink server={server} location={location} standing={standings[id]} />
            </li>
          ) : null;
        })}
      </ul>
      <Tooltip text={t("rail.add")} placement="right">
        <button
          type="button"
          aria-label={t("rail.add")}
          onClick={() => openDialog({ kind: "addServer" })}
          className="flex size-12 shrink-0 items-center justify-center rounded-2xl bg-main text-online transition-colors
            hover:bg-accent hover:text-on-accent"
        >
          <Icon name="plus" size={24} />
        </button>
      </Tooltip>
    </nav>
  );
};

const useStandings = (): Record<Id, Standing> => {
  const channels = useChannels((state) => state.byId);
  const reads = useReads();
  return useMemo(() => {
    const standings: Record<Id, Standing> = {};
    for (const channel of Object.values(channels)) {
      if (channel.serverId === null) continue;
      const standing = standings[channel.serverId] ?? { unread: false, mentions: 0 };
      standings[channel.serverId] = {
        unread: standing.unread || isUnread(reads, channel.id),
        mentions: standing.mentions + callsOf(reads, channel.id),
      };
    }
    return standings;
  }, [channels, reads]);
};

interface ServerLinkProps {
  server: Server;
  location: string;
  standing: Standing | undefined;
}

const ServerLink = ({ server, location, standing }: ServerLinkProps) => {
  const t = useT();
  const mentions = standing?.mentions ?? 0;
  const unread = standing?.unread ?? false;
  const label =
    mentions > 0
      ? t("rail.mentions", { server: server.name, count: mentions })
      : unread
        ? t("rail.unread", { server: server.name })
        : server.name;
  const href = paths.server(server.id);
  return (
    <RailLink
      name={server.name}
      label={label}
      href={href}
      selected={location === href || location.startsWith(`${href}/`)}
      unread={unread}
      mentions={mentions}
    >
      {server.iconUrl ? (
        <img src={server.iconUrl} alt="" className="size-full object-cover" />
      ) : (
        <span aria-hidden="true" className="text-base font-semibold">
          {initials(server.name)}
        </span>
      )}
    </RailLink>
  );
};

interface RailLinkProps {
  name: string;
  label: string;
  href: string;
  selected: boolean;
  unread?: boolean;
  mentions?: number;
  children: ReactNode;
}

const RailLink = ({ name, label, href, selected, unread = false, mentions = 0, children }: RailLinkProps) => {
  const pill = selected ? "h-10" : unread ? "h-2 group-hover:h-5" : "h-0 group-hover:h-5";
  return (
    <div className="group relative flex w-full justify-center">
      <span
        aria-hidden="true"
        className={`absolute top-1/2 left-0 w-1 -translate-y-1/2 rounded-r-full bg-strong transition-all duration-150
          ${pill}`}
      />
      <Tooltip text={name} placement="right">
        <Link
          href={href}
          aria-label={label}
          aria-current={selected ? "page" : undefined}
          onClick={() => {
            if (href === paths.home) setPanes({ left: false });
          }}
          className={`flex size-12 shrink-0 select-none items-center justify-center overflow-hidden rounded-2xl
            transition-colors hover:bg-accent hover:text-on-accent
            ${selected ? "bg-accent text-on-accent" : "bg-main text-strong"}`}
        >
          {children}
        </Link>
      </Tooltip>
      {mentions > 0 && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute right-2 -bottom-1 flex h-5 min-w-5 items-center justify-center
            rounded-full
            bg-badge px-1 text-xs font-bold text-on-accent ring-3 ring-rail"
        >
          {mentions > 99 ? "99+" : mentions}
        </span>
      )}
    </div>
  );
};
