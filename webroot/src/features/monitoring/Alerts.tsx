import { type Translate, useLocale, useT } from "../../i18n/t";
import { stamp } from "../../lib/time";
import { msOf } from "../../lib/units";
import type { Watched } from "../../realtime/monitoring";
import { Icon } from "../../ui/Icon";
import { type Alert, alertsOf } from "./alerts";

/** What asks for attention, each in a sentence; or that nothing does. */
export const Alerts = ({ watched }: { watched: Watched }) => {
  const t = useT();
  const locale = useLocale();
  const alerts = alertsOf(watched, Date.now());
  if (alerts.length === 0)
    return (
      <p className="flex items-center gap-2 rounded-lg bg-raised px-4 py-3 text-sm text-text">
        <span className="text-online">
          <Icon name="check" />
        </span>
        {t(watched.metrics === null ? "monitoring.noFigures" : "monitoring.noAlerts")}
      </p>
    );
  return (
    <ul className="space-y-2">
      {alerts.map((alert) => (
        <li
          key={keyOf(alert)}
          className="flex items-center gap-3 rounded-lg bg-raised px-4 py-3 text-sm text-strong ring-1
            ring-dnd ring-inset"
        >
          <span className="text-danger-text">
            <Icon name="warning" />
          </span>
          <span className="min-w-0 wrap-anywhere">{sentence(alert, t, locale)}</span>
        </li>
      ))}
    </ul>
  );
};

/** What tells one alert from the others; its figures change each second. */
const keyOf = (alert: Alert): string =>
  Object.entries(alert)
    .filter(([name]) => name !== "ms" && name !== "at")
    .join();

const sentence = (alert: Alert, t: Translate, locale: string): string => {
  switch (alert.kind) {
    case "breakerOpen":
      return t("monitoring.breakerOpen", { node: alert.node, dependency: alert.dependency });
    case "nodeGone":
      return t("monitoring.nodeGone", {
        node: alert.node,
        time: stamp(new Date(alert.at).toISOString(), locale, Date.now()),
      });
    case "lag":
      return t("monitoring.lag", { node: alert.node, time: msOf(alert.ms, locale) });
    case "latency":
      return t("monitoring.slow", { time: msOf(alert.ms, locale) });
    case "failed":
      return t("monitoring.taskFailed", { task: t(`monitoring.${alert.task}`), error: alert.error });
    case "degraded":
      return t("monitoring.degraded");
    default:
      return alert satisfies never;
  }
};
