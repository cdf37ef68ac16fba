import { useState } from "react";
import { Redirect, useLocation } from "wouter";
import type { Id, Server } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { useServerPowers } from "../../state/powers";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { Empty } from "../../ui/Empty";
import { SettingsFrame } from "../../ui/SettingsFrame";
import { DeleteServer } from "./DeleteServer";
import { useSettingsPages } from "./settingsPages";

interface ServerSettingsProps {
  serverId: Id;
  page: string | null;
  /** Where closing leads. */
  back: string;
}

/** The settings of a server: of its pages those that one may use. */
export const ServerSettings = ({ serverId, page, back }: ServerSettingsProps) => {
  const server = useServers((state) => state.byId[serverId]);
  const known = useServers((state) => state.known);
  const powers = useServerPowers(serverId);
  if (!known) return <main aria-busy="true" className="h-dvh bg-main" />;
  // Gone, or left meanwhile: there is nothing to set any more.
  if (!server) return <Redirect replace to={paths.home} />;
  if (powers === null) return <main aria-busy="true" className="h-dvh bg-main" />;
  return <Settings server={server} page={page} back={back} />;
};

interface SettingsProps {
  server: Server;
  page: string | null;
  back: string;
}

const Settings = ({ server, page, back }: SettingsProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const pages = useSettingsPages(server);
  const owner = server.ownerId === myId();
  if (pages.length === 0)
    return (
      <SettingsFrame
        title={server.name}
        pages={[{ id: "none", label: t("setup.title"), content: () => <Nothing /> }]}
        page={null}
        onPage={() => undefined}
        onClose={() => navigate(back)}
      />
    );
  return (
    <>
      <SettingsFrame
        title={t("setup.of", { server: server.name })}
        pages={pages}
        page={page}
        onPage={(id) => navigate(paths.serverSettings(server.id, id ?? undefined), { replace: true })}
        onClose={() => navigate(back)}
        footer={
          owner && (
            <button
              type="button"
              onClick={() => setDeleting(true)}
              className="tap flex min-h-9 w-full items-center rounded-lg px-2.5 py-1.5 text-left text-sm font-medium
                text-danger-text hover:bg-hover"
            >
              {t("setup.delete")}
            </button>
          )
        }
      />
      {deleting && <DeleteServer server={server} onClose={() => setDeleting(false)} />}
    </>
  );
};

const Nothing = () => {
  const t = useT();
  return <Empty icon="lock" title={t("setup.nothing")} hint={t("setup.nothingHint")} />;
};
