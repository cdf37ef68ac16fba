import type { ReactNode } from "react";
import { useLocale, useT } from "../../i18n/t";
import { msOf, rateOf } from "../../lib/units";
import type { Watched } from "../../realtime/monitoring";
import { type GraphLine, LineGraph } from "../../ui/LineGraph";

/** A second without figures does not break a line. */
const BRIDGE_S = 3;

/** Throughput and latency of the last five minutes, with the figures of now. */
export const Graphs = ({ watched: { history, metrics } }: { watched: Watched }) => {
  const t = useT();
  const locale = useLocale();
  const cluster = metrics?.cluster;
  const rate = (value: number | undefined) => (value === undefined ? "–" : rateOf(value, locale));
  const ms = (seconds: number | undefined) => (seconds === undefined ? "–" : msOf(seconds * 1000, locale));
  return (
    <>
      <dl className="grid grid-cols-2 gap-2 pb-3 phone:grid-cols-3 tablet:grid-cols-5">
        <Figure name={t("monitoring.online")}>{rate(cluster?.connections)}</Figure>
        <Figure name={t("monitoring.messages")}>{rate(cluster?.messages_per_second)}</Figure>
        <Figure name={t("monitoring.deliveries")}>{rate(cluster?.deliveries_per_second)}</Figure>
        <Figure name={t("monitoring.latency")}>{ms(cluster?.latency_p50)}</Figure>
        <Figure name={t("monitoring.eventLoop")}>
          {ms(cluster === undefined ? undefined : cluster.event_loop_lag_ms / 1000)}
        </Figure>
      </dl>
      <div className="grid gap-3 tablet:grid-cols-2">
        <Graph
          title={t("monitoring.throughput")}
          lines={[
            { name: t("monitoring.messages"), points: history.map((one) => one.messages), tone: "accent" },
            { name: t("monitoring.deliveries"), points: history.map((one) => one.deliveries), tone: "online" },
          ]}
          least={10}
          format={(value) => rateOf(value, locale)}
        />
        <Graph
          title={t("monitoring.latencies")}
          lines={[
            { name: t("monitoring.median"), points: history.map((one) => one.p50), tone: "accent" },
            { name: t("monitoring.p99"), points: history.map((one) => one.p99), tone: "idle" },
          ]}
          least={20}
          format={(value) => msOf(value, locale)}
        />
      </div>
    </>
  );
};

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex flex-col justify-between rounded-lg bg-raised px-4 py-2.5">
    <dt className="text-xs text-muted">{name}</dt>
    <dd className="text-lg font-semibold text-strong tabular-nums">{children}</dd>
  </div>
);

const DOTS = { accent: "bg-accent-text", online: "bg-online", idle: "bg-idle" } as const;

interface GraphProps {
  title: string;
  lines: ReadonlyArray<GraphLine & { name: string }>;
  least: number;
  format: (value: number) => string;
}

const Graph = ({ title, lines, least, format }: GraphProps) => (
  <figure>
    <figcaption className="flex flex-wrap items-center justify-between gap-x-4 pb-1.5 text-sm text-text">
      {title}
      <span className="flex gap-4 text-xs text-muted">
        {lines.map(({ name, tone }) => (
          <span key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[tone]}`} />
            {name}
          </span>
        ))}
      </span>
    </figcaption>
    <LineGraph label={title} lines={lines} least={least} bridge={BRIDGE_S} format={format} className="h-40" />
  </figure>
);
