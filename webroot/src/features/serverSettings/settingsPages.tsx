import type { Server } from "../../api/types";
import { useT } from "../../i18n/t";
import { has, NONE, type Permission } from "../../lib/permissions";
import { useAnywhere, useServerPowers } from "../../state/powers";
import type { SettingsPage } from "../../ui/SettingsFrame";
import { ArchivePage } from "./ArchivePage";
import { AuditPage } from "./AuditPage";
import { BansPage } from "./BansPage";
import { EmojiPage } from "./EmojiPage";
import { FilterPage } from "./FilterPage";
import { InvitesPage } from "./InvitesPage";
import { MembersPage } from "./MembersPage";
import { Overview } from "./Overview";
import { ReportsPage } from "./ReportsPage";
import { RolesPage } from "./RolesPage";

/** The pages that somebody with my permissions has something to do on. */
export const useSettingsPages = (server: Server): SettingsPage[] => {
  const t = useT();
  const powers = useServerPowers(server.id) ?? NONE;
  const anywhere = useAnywhere(server.id);
  const may = (...names: Permission[]) => names.some((name) => has(powers, name));
  const all: (SettingsPage & { shown: boolean })[] = [
    {
      id: "overview",
      label: t("setup.overview"),
      icon: "pencil",
      group: t("setup.groupServer"),
      shown: may("MANAGE_SERVER"),
      content: () => <Overview server={server} />,
    },
    {
      id: "roles",
      label: t("setup.roles"),
      icon: "shield",
      group: t("setup.groupServer"),
      shown: may("MANAGE_ROLES"),
      content: () => <RolesPage serverId={server.id} />,
    },
    {
      id: "emoji",
      label: t("setup.emoji"),
      icon: "smile",
      group: t("setup.groupServer"),
      shown: may("MANAGE_EMOJI"),
      content: () => <EmojiPage serverId={server.id} />,
    },
    {
      id: "export",
      label: t("setup.archive"),
      icon: "folder",
      group: t("setup.groupServer"),
      shown: has(anywhere, "MANAGE_CHANNELS"),
      content: () => <ArchivePage serverId={server.id} />,
    },
    {
      id: "members",
      label: t("setup.members"),
      icon: "people",
      group: t("setup.groupPeople"),
      shown: may("MANAGE_ROLES", "MANAGE_NICKNAMES", "KICK_MEMBERS", "BAN_MEMBERS", "MUTE_MEMBERS"),
      content: () => <MembersPage serverId={server.id} />,
    },
    {
      id: "invites",
      label: t("setup.invites"),
      icon: "link",
      group: t("setup.groupPeople"),
      shown: may("MANAGE_SERVER", "CREATE_INVITES"),
      content: () => <InvitesPage serverId={server.id} />,
    },
    {
      id: "bans",
      label: t("setup.bans"),
      icon: "ban",
      group: t("setup.groupPeople"),
      shown: may("BAN_MEMBERS"),
      content: () => <BansPage serverId={server.id} />,
    },
    {
      id: "reports",
      label: t("setup.reports"),
      icon: "warning",
      group: t("setup.groupOrder"),
      shown: has(anywhere, "MANAGE_MESSAGES"),
      content: () => <ReportsPage serverId={server.id} />,
    },
    {
      id: "filter",
      label: t("setup.filter"),
      icon: "eyeOff",
      group: t("setup.groupOrder"),
      shown: may("MANAGE_SERVER"),
      content: () => <FilterPage serverId={server.id} />,
    },
    {
      id: "audit",
      label: t("setup.audit"),
      icon: "clock",
      group: t("setup.groupOrder"),
      shown: may("VIEW_AUDIT_LOG"),
      content: () => <AuditPage serverId={server.id} />,
    },
  ];
  return all.filter(({ shown }) => shown);
};
