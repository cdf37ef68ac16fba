import { memo } from "react";
import type { Channel, Id, Permission } from "../../api/types";
import { useLanguage, useT } from "../../i18n/t";
import { longDate } from "../../lib/time";
import { Icon } from "../../ui/Icon";
import { MessageSkeleton } from "../../ui/Skeleton";
import { MessageRow } from "./MessageRow";
import { OutgoingRow } from "./OutgoingRow";
import type { Row } from "./rows";

interface RowViewProps {
  row: Row;
  channel: Channel;
  permissions: ReadonlyArray<Permission>;
  me: Id;
  tabIndex: 0 | -1;
  flash: boolean;
}

/** One row of the list, whatever it is. */
export const RowView = memo(
  ({ row, channel, permissions, me, tabIndex, flash }: RowViewProps) => {
    switch (row.kind) {
      case "start":
        return <Start channel={channel} />;
      case "more":
        return <MessageSkeleton rows={3} />;
      case "day":
        return <Day at={row.at} />;
      case "new":
        return <NewLine />;
      case "message":
        return (
          <MessageRow
            message={row.message}
            head={row.head}
            permissions={permissions}
            me={me}
            tabIndex={tabIndex}
            flash={flash}
          />
        );
      case "outgoing":
        return <OutgoingRow outgoing={row.outgoing} head={row.head} tabIndex={tabIndex} />;
      default:
        return row satisfies never;
    }
  },
  // Rows are made anew with each change of the list; what is in them mostly is not.
  (a, b) =>
    a.channel === b.channel &&
    a.permissions === b.permissions &&
    a.me === b.me &&
    a.tabIndex === b.tabIndex &&
    a.flash === b.flash &&
    sameRow(a.row, b.row),
);

const sameRow = (a: Row, b: Row): boolean => {
  if (a.kind !== b.kind || a.key !== b.key) return false;
  if (a.kind === "message" && b.kind === "message") return a.message === b.message && a.head === b.head;
  if (a.kind === "outgoing" && b.kind === "outgoing") return a.outgoing === b.outgoing && a.head === b.head;
  return true;
};

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
  const language = useLanguage((state) => state.language);
  return (
    <div className="flex items-center gap-2 px-4 pt-5 pb-1">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <h2 className="text-xs font-semibold text-muted">{longDate(at, language)}</h2>
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
