import type { ReactNode } from "react";
import type { Server } from "../../api/types";
import { useT } from "../../i18n/t";
import { Icon } from "../../ui/Icon";
import { Menu } from "../../ui/Menu";

interface ServerMenuProps {
  server: Server;
  /** What one may do with it. */
  items: ReactNode;
}

/** The server's name, and what one may do with the server. */
export const ServerMenu = ({ server, items }: ServerMenuProps) => {
  const t = useT();
  return (
    <h1>
      <Menu
        label={t("server.menu")}
        placement="bottom-start"
        button={
          <button
            type="button"
            className="flex h-12 w-full shrink-0 items-center gap-2 border-line border-b px-4 font-semibold text-strong
              -outline-offset-2 hover:bg-hover aria-expanded:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate text-left">{server.name}</span>
            <Icon name="chevronDown" size={18} />
          </button>
        }
      >
        {items}
      </Menu>
    </h1>
  );
};
