import { useState } from "react";
import { cancelTask } from "../../api/calls";
import type { Channel, Task } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { atHome } from "../../lib/home";
import { stamp } from "../../lib/time";
import { bytesOf } from "../../lib/units";
import { attempt } from "../../state/explain";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";

interface TaskRowProps {
  task: Task;
  channel: Channel | undefined;
  onChange: (task: Task) => void;
}

/** Long work: how far it is, what came of it, and the file that it made. */
export const TaskRow = ({ task, channel, onChange }: TaskRowProps) => {
  const t = useT();
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const open = task.status === "queued" || task.status === "running";
  const name = t(`archive.kind_${task.kind}`, { channel: channel?.name ?? "" });
  const cancel = async () => {
    setBusy(true);
    const asked = cancelTask(task.id);
    if (await attempt(asked)) onChange(await asked);
    setBusy(false);
  };
  return (
    <li className="rounded-xl bg-raised p-4">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-40 flex-1">
          <p className="text-sm font-semibold text-strong">{name}</p>
          <p className="text-xs text-muted">
            {stamp(task.createdAt, locale, Date.now())} · {t(`archive.status_${task.status}`)}
            {task.totalItems > 0 &&
              ` · ${t("archive.of", {
                done: task.processedItems.toLocaleString(locale),
                count: task.totalItems,
              })}`}
          </p>
        </div>
        {open && (
          <Button look="quiet" busy={busy} onClick={() => void cancel()}>
            {t("app.cancel")}
          </Button>
        )}
        {task.result?.url && (
          <a
            href={hereAt(task.result.url)}
            download
            className="inline-flex min-h-10 items-center gap-2 rounded-lg bg-accent px-4 text-sm font-semibold
              text-on-accent hover:bg-accent-hover"
          >
            <Icon name="download" size={18} />
            {t("archive.download", { size: bytesOf(task.result.size, locale) })}
          </a>
        )}
      </div>
      {open && (
        <div
          role="progressbar"
          aria-label={name}
          aria-valuenow={task.progress}
          aria-valuemin={0}
          aria-valuemax={100}
          className="mt-3 h-2 overflow-hidden rounded-full bg-active"
        >
          <div className="h-full rounded-full bg-accent transition-all" style={{ width: `${task.progress}%` }} />
        </div>
      )}
      {task.error && <p className="mt-2 text-sm text-danger-text wrap-anywhere">{task.error}</p>}
    </li>
  );
};

/** The file where this page finds its server: the node may stand behind another name than it knows. */
const hereAt = (url: string): string => {
  const { pathname, search } = new URL(url, location.origin);
  return atHome(pathname + search);
};
