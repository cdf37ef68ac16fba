import { memo, type ReactNode } from "react";
import type { Channel, Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import type { Powers } from "../../lib/permissions";
import { longDate } from "../../lib/time";
import { Icon } from "../../ui/Icon";
import { ConversationStart } from "./ConversationStart";
import { MessageRow } from "./MessageRow";
import { OutgoingRow } from "./OutgoingRow";
import type { Row, Setting as RowSetting } from "./rows";
import { Selectable } from "./Selectable";
import { SystemRow } from "./SystemRow";

interface RowViewProps {
  row: Row;
  channel: Channel;
  powers: Powers;
  me: Id;
  tabIndex: 0 | -1;
  flash: boolean;
}

/** One row of the list, whatever it is. */
export const RowView = memo(
  ({ row, channel, powers, me, tabIndex, flash }: RowViewProps) => {
    switch (row.kind) {
      case "start":
        return channel.type === "dm" ? <ConversationStart channel={channel} /> : <Start channel={channel} />;
      case "message":
        return (
          <Setting setting={row}>
            <Selectable message={row.message} tabIndex={tabIndex}>
              {row.message.type === "system" ? (
                <SystemRow message={row.message} powers={powers} me={me} tabIndex={tabIndex} flash={flash} />
              ) : (
                <MessageRow
                  message={row.message}
                  serverId={channel.serverId ?? ""}
                  head={row.head}
                  powers={powers}
                  me={me}
                  tabIndex={tabIndex}
                  flash={flash}
                />
              )}
            </Selectable>
          </Setting>
        );
      case "outgoing":
        return (
          <Setting setting={row}>
            <OutgoingRow outgoing={row.outgoing} head={row.head} tabIndex={tabIndex} />
          </Setting>
        );
      default:
        return row satisfies never;
    }
  },
  // Rows are made anew with each change of the list; what is in them mostly is not.
  (a, b) =>
    a.channel === b.channel &&
    a.powers === b.powers &&
    a.me === b.me &&
    a.tabIndex === b.tabIndex &&
    a.flash === b.flash &&
    sameRow(a.row, b.row),
);

const sameRow = (a: Row, b: Row): boolean => {
  if (a.kind !== b.kind || a.key !== b.key) return false;
  if (a.kind === "message" && b.kind === "message") return a.message === b.message && sameSetting(a, b);
  if (a.kind === "outgoing" && b.kind === "outgoing") return a.outgoing === b.outgoing && sameSetting(a, b);
  return true;
};

const sameSetting = (a: RowSetting, b: RowSetting): boolean =>
  a.head === b.head && a.day === b.day && a.line === b.line;

/** What stands above a message: the day it begins, the line where the unread begins. */
const Setting = ({ setting, children }: { setting: RowSetting; children: ReactNode }) => (
  <>
    {setting.day !== null && <Day at={setting.day} />}
    {setting.line && <NewLine />}
    {children}
  </>
);

const Start = ({ channel }: { channel: Channel }) => {
  const t = useT();
  return (
    <div className="px-4 pt-10 pb-4">
      <span className="mb-3 flex size-17 items-center justify-center rounded-full bg-raised text-strong">
        <Icon name="hash" size={40} />
      </span>
      <h2 className="text-2xl font-bold text-strong wrap-anywhere phone:text-3xl">
        {t("channel.start", { channel: channel.name })}
      </h2>
      <p className="mt-1 text-muted wrap-anywhere">{t("channel.startHint", { channel: channel.name })}</p>
    </div>
  );
};

const Day = ({ at }: { at: string }) => {
  const locale = useLocale();
  return (
    <div className="flex items-center gap-2 px-4 pt-5 pb-1">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <h2 className="text-xs font-semibold text-muted">{longDate(at, locale)}</h2>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
};

const NewLine = () => {
  const t = useT();
  return (
    <div className="flex items-center px-4 pt-2">
      <span aria-hidden="true" className="h-px flex-1 bg-danger" />
      <span className="rounded-sm bg-danger px-1.5 text-xs font-bold text-on-accent uppercase">
        {t("messages.new")}
      </span>
    </div>
  );
};
