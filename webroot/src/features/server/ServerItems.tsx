import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { markServerRead } from "../../api/calls";
import type { Server } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { has, NONE, type Permission } from "../../lib/permissions";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { changeLevel, FOR_GOOD, isMuted, useLevels } from "../../state/levels";
import { setPanes } from "../../state/panes";
import { useServerPowers } from "../../state/powers";
import { myId } from "../../state/session";
import { MenuItem, MenuLine } from "../../ui/Menu";

/** Each opens a page of the server's settings. */
const SETTLING: readonly Permission[] = [
  "MANAGE_SERVER",
  "MANAGE_ROLES",
  "MANAGE_CHANNELS",
  "KICK_MEMBERS",
  "BAN_MEMBERS",
  "MUTE_MEMBERS",
  "MANAGE_NICKNAMES",
  "VIEW_AUDIT_LOG",
  "MANAGE_WEBHOOKS",
  "MANAGE_EMOJI",
];

interface ServerItemsProps {
  server: Server;
  /** More of them, where the menu hangs from something that can do more. */
  children?: ReactNode;
}

/** What one may do with a server, as items of a menu: the same under its name and in the rail. */
export const ServerItems = ({ server, children }: ServerItemsProps) => {
  const t = useT();
  const [location, navigate] = useLocation();
  const powers = useServerPowers(server.id) ?? NONE;
  const muted = useLevels((state) => isMuted(state.bySubject[server.id], Date.now()));
  const mayCreate = has(powers, "MANAGE_CHANNELS");
  const create = (category: boolean) =>
    openDialog({ kind: "createChannel", serverId: server.id, parentId: null, category });
  const settle = () => {
    setPanes({ left: false });
    navigate(paths.serverSettings(server.id));
  };
  const settleOwn = (page: string) => {
    setPanes({ left: false });
    navigate(paths.settings(page), { state: { from: location } });
  };
  return (
    <>
      <MenuItem icon="check" onClick={() => void attempt(markServerRead(server.id))}>
        {t("server.markRead")}
      </MenuItem>
      {has(powers, "CREATE_INVITES") && (
        <MenuItem icon="personAdd" onClick={() => openDialog({ kind: "invite", serverId: server.id })}>
          {t("server.invitePeople")}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem
        icon={muted ? "bell" : "bellOff"}
        onClick={() => void attempt(changeLevel(server.id, { mutedUntil: muted ? undefined : FOR_GOOD }))}
      >
        {t(muted ? "server.unmute" : "server.mute")}
      </MenuItem>
      <MenuItem icon="bell" onClick={() => openDialog({ kind: "level", serverId: server.id, channelId: null })}>
        {t("server.notifications")}
      </MenuItem>
      <MenuItem icon="eyeOff" onClick={() => settleOwn("privacy")}>
        {t("server.privacy")}
      </MenuItem>
      {(mayCreate || SETTLING.some((one) => has(powers, one))) && <MenuLine />}
      {SETTLING.some((one) => has(powers, one)) && (
        <MenuItem icon="gear" onClick={settle}>
          {t("server.settings")}
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
      {children}
      {server.ownerId !== myId() && (
        <>
          <MenuLine />
          <MenuItem icon="leave" danger onClick={() => openDialog({ kind: "leaveServer", serverId: server.id })}>
            {t("server.leave")}
          </MenuItem>
        </>
      )}
    </>
  );
};
