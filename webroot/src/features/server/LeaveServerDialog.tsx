import { useLocation } from "wouter";
import { leaveServer } from "../../api/calls";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { useServers } from "../../state/servers";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

/** Asks before a server is left: coming back takes an invite. */
export const LeaveServerDialog = ({ serverId, onClose }: { serverId: Id; onClose: () => void }) => {
  const t = useT();
  const [location, navigate] = useLocation();
  const name = useServers((state) => state.byId[serverId]?.name ?? "");
  const leave = async () => {
    const left = await attempt(leaveServer(serverId));
    if (left && `${location}/`.startsWith(`${paths.server(serverId)}/`)) navigate(paths.home);
    return left;
  };
  return (
    <ConfirmDialog
      title={t("server.leaveTitle", { server: name })}
      hint={t("server.leaveHint")}
      confirm={t("server.leave")}
      danger
      onConfirm={leave}
      onClose={onClose}
    />
  );
};
