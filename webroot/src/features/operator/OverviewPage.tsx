import { useEffect } from "react";
import { readOverview } from "../../api/calls";
import type { Overview } from "../../api/types";
import { type Key, useLocale, useT } from "../../i18n/t";
import { bytesOf, durationOf, percentOf } from "../../lib/units";
import { useRead } from "./useRead";
import { Waiting } from "./Waiting";

const AGAIN_MS = 10_000;

/** How much there is, and what it runs on; read again while one looks. */
export const OverviewPage = () => {
  const t = useT();
  const { value, error, again } = useRead(readOverview);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && again(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  if (value === null) return <Waiting error={error} again={again} />;
  return (
    <>
      <Figures overview={value} />
      <h2 className="mt-8 mb-2 text-base font-bold text-strong">{t("operator.nodes")}</h2>
      <ul className="space-y-2">
        {value.nodes.map((node) => (
          <Node key={node.node} node={node} />
        ))}
      </ul>
      <p className="mt-6 text-sm text-muted">{t("operator.version", { version: value.version })}</p>
    </>
  );
};

const Figures = ({ overview }: { overview: Overview }) => {
  const t = useT();
  const locale = useLocale();
  const { disk } = overview;
  const number = (count: number) => count.toLocaleString(locale);
  const connected = overview.nodes.reduce((sum, node) => sum + node.connections, 0);
  const figures: { key: Key; value: string; note?: string }[] = [
    {
      key: "operator.people",
      value: number(overview.people),
      ...(overview.suspended > 0 ? { note: t("operator.ofThemSuspended", { count: overview.suspended }) } : {}),
    },
    { key: "operator.connections", value: number(connected) },
    { key: "operator.servers", value: number(overview.servers) },
    { key: "operator.messages", value: t("operator.about", { count: overview.messages }) },
    { key: "operator.database", value: bytesOf(overview.databaseBytes, locale) },
  ];
  if (disk)
    figures.push({
      key: "operator.diskFree",
      value: bytesOf(disk.freeBytes, locale),
      note: t("operator.ofTotal", { total: bytesOf(disk.totalBytes, locale) }),
    });
  return (
    <dl className="grid grid-cols-2 gap-2 phone:grid-cols-3">
      {figures.map(({ key, value, note }) => (
        <div key={key} className="flex min-h-24 flex-col rounded-xl bg-raised p-4">
          <dt className="text-sm text-muted">{t(key)}</dt>
          <dd className="mt-1 text-2xl leading-tight font-bold text-strong">
            {value}
            {note && <span className="mt-0.5 block text-xs font-normal text-muted">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Node = ({ node }: { node: Overview["nodes"][number] }) => {
  const t = useT();
  const locale = useLocale();
  const facts = [
    t("operator.sockets", { count: node.connections }),
    ...(node.cpu === undefined ? [] : [t("operator.cpu", { share: percentOf(node.cpu, locale) })]),
    ...(node.memoryBytes === undefined ? [] : [t("operator.memory", { size: bytesOf(node.memoryBytes, locale) })]),
    ...(node.uptimeSeconds === undefined
      ? []
      : [t("operator.uptime", { time: durationOf(node.uptimeSeconds, locale) })]),
  ];
  return (
    <li className="rounded-xl bg-raised p-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span
          aria-hidden="true"
          className={`size-2.5 shrink-0 rounded-full ${node.leaving ? "bg-idle" : "bg-online"}`}
        />
        <span className="min-w-0 font-semibold text-strong wrap-anywhere">{node.node}</span>
        <span className="text-sm text-muted">{t(node.leaving ? "operator.leaving" : "operator.running")}</span>
      </p>
      <p className="mt-1.5 text-sm text-text">{facts.join(" · ")}</p>
      <p className="mt-1 text-xs text-muted">{node.verticles.join(", ")}</p>
    </li>
  );
};
