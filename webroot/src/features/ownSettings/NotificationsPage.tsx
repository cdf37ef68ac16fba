import { useState } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { useLevels } from "../../state/levels";
import { channelTree } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { SettingsPart } from "../../ui/SettingsPart";
import { DesktopPart } from "./DesktopPart";
import { LevelRow } from "./LevelRow";

/** What I want to be told of: by server, and by channel where that differs. */
export const NotificationsPage = () => {
  const t = useT();
  const order = useServers((state) => state.order);
  return (
    <>
      <DesktopPart />
      <SettingsPart title={t("own.levels")} hint={t("own.levelsHint")}>
        {order.length === 0 && <p className="py-2 text-sm text-muted">{t("own.noServers")}</p>}
        <ul className="divide-y divide-line">
          {order.map((id) => (
            <ServerLevels key={id} serverId={id} />
          ))}
        </ul>
      </SettingsPart>
    </>
  );
};

const ServerLevels = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const server = useServers((state) => state.byId[serverId]);
  const channels = useChannels((state) => state.byId);
  const levels = useLevels((state) => state.bySubject);
  const [open, setOpen] = useState(false);
  if (!server) return null;
  const inside = channelTree(channels, serverId)
    .flatMap((group) => group.channels)
    .filter((channel) => channel.type === "text");
  const differing = inside.filter(({ id }) => id in levels).length;
  return (
    <li className="py-3">
      <LevelRow
        subjectId={serverId}
        name={server.name}
        picture={<Avatar id={serverId} name={server.name} url={server.iconUrl} size={32} />}
        inServer={false}
      />
      {inside.length > 0 && (
        <>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="tap mt-1 flex items-center gap-1 rounded text-sm font-medium text-accent-text hover:underline"
          >
            <Icon name={open ? "chevronDown" : "chevronRight"} size={16} />
            {t("own.channelsOf", { server: server.name })}
            {differing > 0 && (
              <span className="font-normal text-muted">{t("own.differing", { count: differing })}</span>
            )}
          </button>
          {open && (
            <ul className="mt-1 ml-4 border-line border-l pl-4">
              {inside.map(({ id, name }) => (
                <li key={id} className="py-1.5">
                  <LevelRow subjectId={id} name={name} picture={<Icon name="hash" size={18} />} inServer />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  );
};
