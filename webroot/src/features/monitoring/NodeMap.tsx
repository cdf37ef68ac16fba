import { useLocale, useT } from "../../i18n/t";
import { stamp } from "../../lib/time";
import { bytesOf, msOf, percentOf, rateOf } from "../../lib/units";
import type { NodeLoad } from "../../realtime/frames";
import type { Gone } from "../../realtime/monitoring";
import { LAG_MS } from "./alerts";

/** Each node of the cluster: what it runs, and how it does. */
export const NodeMap = ({ nodes, gone }: { nodes: ReadonlyArray<NodeLoad>; gone: ReadonlyArray<Gone> }) => {
  const t = useT();
  const locale = useLocale();
  return (
    <ul className="grid grid-cols-1 gap-3 phone:grid-cols-2 desk:grid-cols-3">
      {nodes.map((node) => (
        <NodeCard key={node.id} node={node} />
      ))}
      {gone.map(({ id, at, left }) => (
        <li key={id} className="rounded-lg border border-line border-dashed px-4 py-3 text-sm text-muted">
          <h3 className="truncate font-semibold text-text">{id}</h3>
          <p>
            {t(left ? "monitoring.left" : "monitoring.gone", {
              time: stamp(new Date(at).toISOString(), locale, Date.now()),
            })}
          </p>
        </li>
      ))}
    </ul>
  );
};

const BREAKERS: Record<string, string> = { closed: "text-online", half_open: "text-idle", open: "text-danger-text" };

const NodeCard = ({ node }: { node: NodeLoad }) => {
  const t = useT();
  const locale = useLocale();
  const { load } = node;
  const facts: [string, string][] = [
    [t("monitoring.sockets"), rateOf(load.connections, locale)],
    [t("monitoring.memory"), bytesOf(node.memory_bytes, locale)],
    [t("monitoring.cpu"), percentOf(node.cpu, locale)],
    [t("monitoring.eventLoop"), msOf(load.event_loop_lag_ms, locale)],
    [t("monitoring.messages"), rateOf(load.messages_per_second, locale)],
    [t("monitoring.watchers"), rateOf(node.watchers, locale)],
  ];
  const well = load.status === "up" && load.event_loop_lag_ms <= LAG_MS;
  return (
    <li className="flex flex-col gap-3 rounded-lg bg-raised px-4 py-3 text-sm">
      <div>
        <h3 className="flex items-center gap-2 font-semibold text-strong">
          <span
            aria-hidden="true"
            className={`size-2.5 shrink-0 rounded-full ${node.leaving ? "bg-gone" : well ? "bg-online" : "bg-idle"}`}
          />
          <span className="truncate">{node.id}</span>
          <span className="ml-auto shrink-0 text-xs font-medium text-muted">
            {t(node.leaving ? "monitoring.leaving" : well ? "monitoring.well" : "monitoring.unwell")}
          </span>
        </h3>
        <p className="pt-1.5">
          <span className="sr-only">{t("monitoring.verticles")}</span>
          <span className="flex flex-wrap gap-1">
            {node.verticles.map((verticle) => (
              <span key={verticle} className="rounded bg-active px-1.5 py-0.5 text-xs text-text">
                {verticle}
              </span>
            ))}
          </span>
        </p>
      </div>
      <dl className="grid grid-cols-3 gap-x-3 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="truncate font-medium text-strong tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <dl
        aria-label={t("monitoring.breakers")}
        className="flex flex-wrap gap-x-4 gap-y-1 border-line border-t pt-2 text-xs"
      >
        {Object.entries(node.breakers).map(([dependency, state]) => (
          <div key={dependency} className="flex gap-1.5">
            <dt className="text-muted">{dependency}</dt>
            <dd className={`font-medium ${BREAKERS[state] ?? "text-text"}`}>
              {t(
                state === "closed" ? "monitoring.closed" : state === "open" ? "monitoring.open" : "monitoring.halfOpen",
              )}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
};
