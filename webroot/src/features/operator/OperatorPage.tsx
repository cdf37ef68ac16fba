import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { SettingsFrame } from "../../ui/SettingsFrame";
import { AnnouncementsPage } from "./AnnouncementsPage";
import { LimitsPage } from "./LimitsPage";
import { LogPage } from "./LogPage";
import { OverviewPage } from "./OverviewPage";
import { PeoplePage } from "./PeoplePage";
import { RegistrationPage } from "./RegistrationPage";
import { ServersPage } from "./ServersPage";

/** Where one was before this page, as the link to it says; a link from outside says nothing. */
const cameFrom = (): string => {
  const state: unknown = history.state;
  const from = state !== null && typeof state === "object" && "from" in state ? state.from : null;
  return typeof from === "string" ? from : paths.home;
};

/** What the operator of the instance sees and decides. */
export const OperatorPage = ({ page }: { page: string | null }) => {
  const t = useT();
  const [, navigate] = useLocation();
  const goes = (to: string | null) => navigate(paths.operator(to), { replace: true, state: { from: cameFrom() } });
  return (
    <SettingsFrame
      title={t("operator.title")}
      page={page}
      onPage={goes}
      onClose={() => navigate(cameFrom())}
      pages={[
        { id: "overview", label: t("operator.overview"), icon: "gauge", content: () => <OverviewPage /> },
        { id: "people", label: t("operator.people"), icon: "people", content: () => <PeoplePage /> },
        { id: "servers", label: t("operator.servers"), icon: "nodes", content: () => <ServersPage /> },
        { id: "registration", label: t("operator.registration"), icon: "door", content: () => <RegistrationPage /> },
        { id: "limits", label: t("operator.limits"), icon: "sliders", content: () => <LimitsPage /> },
        {
          id: "announcements",
          label: t("operator.announcements"),
          icon: "megaphone",
          content: () => <AnnouncementsPage />,
        },
        { id: "log", label: t("operator.log"), icon: "list", content: () => <LogPage /> },
      ]}
    />
  );
};
