import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import type { Account } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { SettingsFrame, type SettingsPage } from "../../ui/SettingsFrame";
import { AccessibilityPage } from "./AccessibilityPage";
import { AccountPage } from "./AccountPage";
import { AdvancedPage } from "./AdvancedPage";
import { AppearancePage } from "./AppearancePage";
import { LanguagePage } from "./LanguagePage";
import { NotificationsPage } from "./NotificationsPage";
import { PrivacyPage } from "./PrivacyPage";
import { ProfilePage } from "./ProfilePage";
import { SignOutButton } from "./SignOutButton";
import { VoicePage } from "./VoicePage";

interface OwnSettingsProps {
  me: Account;
  page: string | null;
  /** The page of keys is a feature of its own. */
  keysPage: () => ReactNode;
}

/** Settings of oneself, over the whole window; closing them leads back to where one was. */
export const OwnSettings = ({ me, page, keysPage }: OwnSettingsProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const state = useHistoryState<{ from?: string } | null>();
  const you = t("own.you");
  const browser = t("own.browser");
  const pages: SettingsPage[] = [
    { id: "profile", label: t("own.profile"), icon: "person", group: you, content: () => <ProfilePage me={me} /> },
    { id: "account", label: t("own.account"), icon: "shield", group: you, content: () => <AccountPage me={me} /> },
    { id: "privacy", label: t("own.privacy"), icon: "eyeOff", group: you, content: () => <PrivacyPage /> },
    {
      id: "notifications",
      label: t("own.notifications"),
      icon: "bell",
      group: you,
      content: () => <NotificationsPage />,
    },
    {
      id: "appearance",
      label: t("own.appearance"),
      icon: "palette",
      group: browser,
      content: () => <AppearancePage me={me} />,
    },
    {
      id: "accessibility",
      label: t("own.accessibility"),
      icon: "reach",
      group: browser,
      content: () => <AccessibilityPage />,
    },
    { id: "voice", label: t("own.voice"), icon: "mic", group: browser, content: () => <VoicePage /> },
    { id: "language", label: t("own.language"), icon: "language", group: browser, content: () => <LanguagePage /> },
    { id: "keys", label: t("keys.title"), icon: "keyboard", group: browser, content: keysPage },
    { id: "advanced", label: t("own.advanced"), icon: "wrench", group: browser, content: () => <AdvancedPage /> },
  ];
  return (
    <SettingsFrame
      title={t("own.title")}
      pages={pages}
      page={page}
      onPage={(id) => navigate(paths.settings(id), { replace: true, state })}
      onClose={() => navigate(state?.from ?? paths.home)}
      footer={<SignOutButton />}
    />
  );
};
