import type { ReactNode } from "react";
import type { Server } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { atHome } from "../../lib/home";
import { isMuted, useLevels } from "../../state/levels";
import { moveServer, useServers } from "../../state/servers";
import { initials } from "../../ui/Avatar";
import { MenuItem, MenuLine } from "../../ui/Menu";
import { useContextMenu } from "../../ui/useContextMenu";
import { RailLink } from "./RailLink";
import type { Standing } from "./standings";

interface ServerLinkProps {
  server: Server;
  location: string;
  standing: Standing | undefined;
  /** What one may do with the server, as items of its menu. */
  items: (server: Server, more: ReactNode) => ReactNode;
}

/** A server in the rail, with its menu. */
export const ServerLink = ({ server, location, standing, items }: ServerLinkProps) => {
  const t = useT();
  const mentions = standing?.mentions ?? 0;
  const unread = standing?.unread ?? false;
  const muted = useLevels((state) => isMuted(state.bySubject[server.id], Date.now()));
  const menu = useContextMenu(server.name, () => items(server, <MoveItems server={server} />));
  const label =
    mentions > 0
      ? t("rail.mentions", { server: server.name, count: mentions })
      : unread
        ? t("rail.unread", { server: server.name })
        : server.name;
  const href = paths.server(server.id);
  return (
    <div {...menu.handlers}>
      <RailLink
        name={server.name}
        label={label}
        href={href}
        selected={location === href || location.startsWith(`${href}/`)}
        unread={unread}
        mentions={mentions}
        muted={muted}
      >
        {server.iconUrl ? (
          <img src={atHome(server.iconUrl)} alt="" draggable={false} className="size-full object-cover" />
        ) : (
          // Drawn, not written: the name of the link is the server's, and its letters are none of it.
          <span
            aria-hidden="true"
            data-initials={initials(server.name)}
            className="text-base font-semibold before:content-[attr(data-initials)]"
          />
        )}
      </RailLink>
      {menu.menu}
    </div>
  );
};

/** The way of keys and fingers to what the mouse does by dragging. */
const MoveItems = ({ server }: { server: Server }) => {
  const t = useT();
  const order = useServers((state) => state.order);
  const at = order.indexOf(server.id);
  return (
    <>
      {order.length > 1 && <MenuLine />}
      {at > 0 && (
        <MenuItem icon="arrowUp" onClick={() => moveServer(server.id, at - 1)}>
          {t("rail.moveUp")}
        </MenuItem>
      )}
      {at < order.length - 1 && (
        <MenuItem icon="arrowDown" onClick={() => moveServer(server.id, at + 1)}>
          {t("rail.moveDown")}
        </MenuItem>
      )}
    </>
  );
};
