import type { Server } from "../../api/types";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { openDialog } from "../../state/dialogs";
import { useServerPowers } from "../../state/powers";
import { Icon } from "../../ui/Icon";
import { Menu, MenuItem } from "../../ui/Menu";

/** The server's name, and what one may do with the server. */
export const ServerMenu = ({ server }: { server: Server }) => {
  const t = useT();
  const powers = useServerPowers(server.id) ?? NONE;
  const mayInvite = has(powers, "CREATE_INVITES");
  const mayCreate = has(powers, "MANAGE_CHANNELS");
  const heading = "flex h-12 w-full shrink-0 items-center gap-2 border-line border-b px-4 font-semibold text-strong";
  if (!mayInvite && !mayCreate)
    return (
      <h1 className={heading}>
        <span className="truncate">{server.name}</span>
      </h1>
    );
  const create = (category: boolean) =>
    openDialog({ kind: "createChannel", serverId: server.id, parentId: null, category });
  return (
    <h1>
      <Menu
        label={t("server.menu")}
        placement="bottom-start"
        button={
          <button type="button" className={`${heading} -outline-offset-2 hover:bg-hover aria-expanded:bg-hover`}>
            <span className="min-w-0 flex-1 truncate text-left">{server.name}</span>
            <Icon name="chevronDown" size={18} />
          </button>
        }
      >
        {mayInvite && (
          <MenuItem icon="personAdd" onClick={() => openDialog({ kind: "invite", serverId: server.id })}>
            {t("server.invitePeople")}
          </MenuItem>
        )}
        {mayCreate && (
          <>
            <MenuItem icon="plus" onClick={() => create(false)}>
              {t("server.createChannel")}
            </MenuItem>
            <MenuItem icon="folder" onClick={() => create(true)}>
              {t("server.createCategory")}
            </MenuItem>
          </>
        )}
      </Menu>
    </h1>
  );
};
