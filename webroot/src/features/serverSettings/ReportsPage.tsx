import { useCallback, useState } from "react";
import { useLocation } from "wouter";
import { closeReport, listReports, type ReportStatus } from "../../api/calls";
import type { Id, Report } from "../../api/types";
import { paths } from "../../app/paths";
import { useLocale, useT } from "../../i18n/t";
import { stamp } from "../../lib/time";
import { showMessage } from "../../state/actions";
import { useChannels } from "../../state/channels";
import { attempt } from "../../state/explain";
import { type Pages, usePages } from "../../state/pages";
import { useNames } from "../../state/roster";
import { Button } from "../../ui/Button";
import { Paged } from "../../ui/Paged";
import { Segments } from "../../ui/Segments";
import { PersonLine } from "./PersonLine";

const STATUSES = ["open", "resolved", "dismissed"] as const;

/** Messages that people, or the word filter, have pointed at: looked at, and closed. */
export const ReportsPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const [status, setStatus] = useState<ReportStatus>("open");
  const pages = usePages(
    useCallback(
      (cursor?: string) => listReports(serverId, { status, ...(cursor === undefined ? {} : { cursor }) }),
      [serverId, status],
    ),
  );
  return (
    <>
      <p className="mb-4 text-sm text-muted">{t("reports.hint")}</p>
      <Segments
        label={t("reports.which")}
        value={status}
        choices={STATUSES.map((value) => ({ value, label: t(`reports.${value}`) }))}
        onChange={setStatus}
      />
      <Paged
        {...pages}
        onRetry={pages.reload}
        onMore={pages.more}
        count={pages.items.length}
        empty={t(status === "open" ? "reports.noneOpen" : "reports.none")}
      >
        <ul className="space-y-3 pt-3">
          {pages.items.map((report) => (
            <ReportCard key={report.id} serverId={serverId} report={report} pages={pages} />
          ))}
        </ul>
      </Paged>
    </>
  );
};

interface ReportCardProps {
  serverId: Id;
  report: Report;
  pages: Pages<Report>;
}

const ReportCard = ({ serverId, report, pages }: ReportCardProps) => {
  const t = useT();
  const locale = useLocale();
  const names = useNames(serverId);
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const channel = useChannels((state) => state.byId[report.channelId]);
  const close = async (status: ReportStatus) => {
    setBusy(true);
    const done = await attempt(closeReport(serverId, report.id, status));
    if (done) pages.change((reports) => reports.filter((one) => one.id !== report.id));
    else setBusy(false);
  };
  const show = () => {
    navigate(paths.channel(serverId, report.channelId));
    void showMessage(report.channelId, report.messageId);
  };
  return (
    <li className="rounded-xl bg-raised p-4">
      <p className="text-sm font-semibold text-strong wrap-anywhere">{report.reason}</p>
      <p className="mt-0.5 text-xs text-muted">
        {report.reporter ? t("reports.by", { name: names.person(report.reporter.id) }) : t("reports.byFilter")} ·{" "}
        {stamp(report.createdAt, locale, Date.now())}
        {channel && ` · #${channel.name}`}
        {report.closedBy && ` · ${t("reports.closedBy", { name: names.person(report.closedBy) })}`}
      </p>
      <div className="mt-3 rounded-lg bg-main p-3">
        {report.author ? (
          <PersonLine user={report.author} name={names.person(report.author.id)} />
        ) : (
          <p className="text-sm font-semibold text-muted">{t("messages.deletedAuthor")}</p>
        )}
        <p className="mt-2 max-h-40 overflow-y-auto text-sm whitespace-pre-wrap text-text wrap-anywhere">
          {report.content}
        </p>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="quiet" disabled={!channel} onClick={show}>
          {t("reports.show")}
        </Button>
        <span className="flex-1" />
        {report.status === "open" ? (
          <>
            <Button look="quiet" disabled={busy} onClick={() => void close("dismissed")}>
              {t("reports.dismiss")}
            </Button>
            <Button disabled={busy} onClick={() => void close("resolved")}>
              {t("reports.resolve")}
            </Button>
          </>
        ) : (
          <Button look="quiet" disabled={busy} onClick={() => void close("open")}>
            {t("reports.reopen")}
          </Button>
        )}
      </div>
    </li>
  );
};
