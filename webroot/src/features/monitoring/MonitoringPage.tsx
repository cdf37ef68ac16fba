import { type ReactNode, useId } from "react";
import { useT } from "../../i18n/t";
import type { Watched, WatchLink } from "../../realtime/monitoring";
import { Button, IconButton } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Icon } from "../../ui/Icon";
import { useNow } from "../../ui/useLater";
import { Alerts } from "./Alerts";
import { Graphs } from "./Graphs";
import { NodeMap } from "./NodeMap";
import { Tasks } from "./Tasks";
import { useMonitoring } from "./useMonitoring";

interface MonitoringPageProps {
  /** Opens the drawer with servers and conversations; absent where they are beside. */
  menu: (() => void) | undefined;
}

/** How the instance does: alerts, tasks, load and latency for everybody, each node for operators. */
export const MonitoringPage = ({ menu }: MonitoringPageProps) => {
  const t = useT();
  const { watched, tryNow } = useMonitoring();
  const { link } = watched;
  return (
    <main id="messages" className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-3 phone:px-4">
        {menu && <IconButton icon="menu" label={t("channels.open")} tip="none" onClick={menu} className="-ml-1" />}
        <span className="text-muted">
          <Icon name="pulse" size={22} />
        </span>
        <h1 className="min-w-0 flex-1 truncate font-semibold text-strong">{t("monitoring.title")}</h1>
        {link.kind !== "ended" && link.kind !== "waiting" && <LinkState link={link} onTry={tryNow} />}
      </header>
      {link.kind === "waiting" && (
        <div className="border-line border-b px-4 py-2">
          <LinkState link={link} onTry={tryNow} />
        </div>
      )}
      {link.kind === "ended" ? (
        <Empty icon="warning" title={t("monitoring.refused")} hint={t("monitoring.refusedHint")} />
      ) : (
        <Figures watched={watched} />
      )}
    </main>
  );
};

const Figures = ({ watched }: { watched: Watched }) => {
  const t = useT();
  const { metrics } = watched;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-6xl space-y-8 px-4 pt-4 pb-12 tablet:px-6">
        <Part title={t("monitoring.alerts")}>
          <Alerts watched={watched} />
        </Part>
        <Part title={t("monitoring.load")}>
          <Graphs watched={watched} />
        </Part>
        <Part title={t("monitoring.tasks")}>
          <Tasks tasks={watched.tasks} />
        </Part>
        {(metrics?.nodes || watched.gone.length > 0) && (
          <Part title={t("monitoring.nodes")}>
            <NodeMap nodes={metrics?.nodes ?? []} gone={watched.gone} />
          </Part>
        )}
      </div>
    </div>
  );
};

const Part = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="pb-2 text-sm font-semibold text-muted">
        {title}
      </h2>
      {children}
    </section>
  );
};

/** Whether what is shown is of now; if not, when it will be. */
const LinkState = ({ link, onTry }: { link: WatchLink; onTry: () => void }) => {
  const t = useT();
  const waiting = link.kind === "waiting";
  const now = useNow(waiting);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p role="status" className="flex items-center gap-2 font-medium text-text">
        <span
          aria-hidden="true"
          className={`size-2.5 rounded-full ${link.kind === "live" ? "bg-online" : waiting ? "bg-dnd" : "bg-idle"}`}
        />
        {waiting ? t("monitoring.lost") : t(link.kind === "live" ? "monitoring.live" : "monitoring.connecting")}
      </p>
      {link.kind === "waiting" && (
        <>
          <span aria-hidden="true" className="text-muted tabular-nums">
            {t("monitoring.retry", { count: Math.max(1, Math.ceil((link.retryAt - now) / 1000)) })}
          </span>
          <Button look="quiet" onClick={onTry}>
            {t("monitoring.now")}
          </Button>
        </>
      )}
    </div>
  );
};
