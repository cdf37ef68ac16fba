import { Redirect, useLocation } from "wouter";
import type { Channel, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { useChannels } from "../../state/channels";
import { openDialog } from "../../state/dialogs";
import { useChannelPowers } from "../../state/powers";
import { useServers } from "../../state/servers";
import { Empty } from "../../ui/Empty";
import { SettingsFrame, type SettingsPage } from "../../ui/SettingsFrame";
import { ChannelOverview } from "./ChannelOverview";
import { ChannelPermissions } from "./ChannelPermissions";

interface ChannelSettingsProps {
  serverId: Id;
  channelId: Id;
  page: string | null;
  /** Where closing leads. */
  back: string;
}

/** The settings of a channel or a category: of its pages those that one may use. */
export const ChannelSettings = ({ serverId, channelId, page, back }: ChannelSettingsProps) => {
  const known = useServers((state) => state.known);
  const channel = useChannels((state) => state.byId[channelId]);
  if (!known) return <main aria-busy="true" className="h-dvh bg-main" />;
  // Gone, or hidden from me meanwhile.
  if (!channel || channel.serverId !== serverId) return <Redirect replace to={paths.server(serverId)} />;
  return <Settings serverId={serverId} channel={channel} page={page} back={back} />;
};

interface SettingsProps {
  serverId: Id;
  channel: Channel;
  page: string | null;
  back: string;
}

const Settings = ({ serverId, channel, page, back }: SettingsProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const powers = useChannelPowers(channel) ?? NONE;
  const mayManage = has(powers, "MANAGE_CHANNELS");
  const pages: SettingsPage[] = [];
  if (mayManage)
    pages.push({
      id: "overview",
      label: t("setup.overview"),
      icon: "pencil",
      content: () => <ChannelOverview serverId={serverId} channel={channel} />,
    });
  if (has(powers, "MANAGE_ROLES"))
    pages.push({
      id: "permissions",
      label: t("channelset.permissions"),
      icon: "lock",
      content: () => <ChannelPermissions serverId={serverId} channel={channel} />,
    });
  if (pages.length === 0)
    pages.push({
      id: "none",
      label: t("channelset.title"),
      content: () => <Empty icon="lock" title={t("setup.nothing")} hint={t("setup.nothingHint")} />,
    });
  return (
    <SettingsFrame
      title={t(channel.type === "category" ? "channelset.ofCategory" : "channelset.of", { channel: channel.name })}
      pages={pages}
      page={page}
      onPage={(id) => navigate(paths.channelSettings(serverId, channel.id, id ?? undefined), { replace: true })}
      onClose={() => navigate(back)}
      footer={
        mayManage && (
          <button
            type="button"
            onClick={() => openDialog({ kind: "deleteChannel", channelId: channel.id })}
            className="tap flex min-h-9 w-full items-center rounded-lg px-2.5 py-1.5 text-left text-sm font-medium
                text-danger-text hover:bg-hover"
          >
            {t(channel.type === "category" ? "channels.deleteCategory" : "channels.delete")}
          </button>
        )
      }
    />
  );
};
