import { useLocale, useT } from "../../i18n/t";
import { bytesOf, msOf, percentOf, rateOf } from "../../lib/units";
import { useConnection } from "../../state/connection";
import { LineGraph } from "../../ui/LineGraph";
import { ProtocolSwitch } from "./ProtocolSwitch";
import type { Measured } from "./useReading";

/** The top of the graph is not below this: a calm line stays calm. */
const GRAPH_MS = 100;
/** The heartbeat measures each 15 s while nobody looks. */
const HEARTBEAT_S = 20;

/** Every figure of the connection, and the choice of what is spoken. */
export const ConnectionPanel = ({ measured }: { measured: Measured }) => {
  const t = useT();
  const locale = useLocale();
  const protocol = useConnection((state) => state.protocol);
  const { quality, latencyMs, node } = measured;
  const latency = latencyMs === null ? t("connection.unknown") : msOf(latencyMs, locale);
  const rate = rateOf(measured.messagesPerSecond, locale);
  const facts: [string, string][] = [
    [t("connection.rate"), rate],
    [t("connection.errors"), percentOf(measured.errorRate, locale)],
    [t("connection.in"), bytesOf(measured.bytesIn, locale)],
    [t("connection.out"), bytesOf(measured.bytesOut, locale)],
    [t("connection.reconnects"), rateOf(measured.reconnects, locale)],
    [t("connection.protocol"), t(`connection.${protocol}`)],
  ];
  const summary = {
    quality: t(`connection.${quality}`),
    latency,
    rate,
    node: node ?? t("connection.unknown"),
    protocol: t(`connection.${protocol}`),
  };
  return (
    <div className="p-4 text-sm">
      <p className="sr-only">{t("connection.sentence", summary)}</p>
      <p aria-hidden="true" className="flex items-baseline justify-between gap-3 pb-2">
        <span className="font-semibold text-strong">{summary.quality}</span>
        <span className="text-lg font-semibold text-strong tabular-nums">{latency}</span>
      </p>
      <LineGraph
        label={t("connection.graph")}
        lines={[{ points: measured.latencies, tone: "accent" }]}
        least={GRAPH_MS}
        bridge={HEARTBEAT_S}
        format={(ms) => msOf(ms, locale)}
      />
      <p aria-hidden="true" className="flex justify-between pt-1 text-tiny text-muted">
        <span>{t("connection.ago")}</span>
        <span>{t("connection.now")}</span>
      </p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 py-3">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted wrap-anywhere">{name}</dt>
            <dd className="truncate font-medium text-strong tabular-nums">{value}</dd>
          </div>
        ))}
        {node !== null && (
          <div className="col-span-2 min-w-0">
            <dt className="text-xs text-muted">{t("connection.node")}</dt>
            <dd className="truncate font-medium text-strong">{node}</dd>
          </div>
        )}
      </dl>
      <ProtocolSwitch />
    </div>
  );
};
