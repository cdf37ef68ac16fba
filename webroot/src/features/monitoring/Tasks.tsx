import { cancelTask } from "../../api/calls";
import { useLocale, useT } from "../../i18n/t";
import { stamp } from "../../lib/time";
import type { SyncTask } from "../../realtime/frames";
import { useChannels } from "../../state/channels";
import { attempt } from "../../state/explain";
import { useLater } from "../../ui/useLater";

/** Exports, imports and the like, with how far they are. */
export const Tasks = ({ tasks }: { tasks: ReadonlyArray<SyncTask> | null }) => {
  const t = useT();
  const late = useLater(tasks === null, 150);
  if (tasks === null)
    return <div className="min-h-11">{late && <div className="h-11 animate-shimmer rounded-lg bg-raised" />}</div>;
  if (tasks.length === 0)
    return <p className="rounded-lg bg-raised px-4 py-3 text-sm text-muted">{t("monitoring.noTasks")}</p>;
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg bg-raised">
      {tasks.map((task) => (
        <TaskRow key={task.task_id} task={task} />
      ))}
    </ul>
  );
};

const COLOURS: Record<SyncTask["status"], string> = {
  queued: "bg-accent",
  running: "bg-accent",
  done: "bg-online",
  failed: "bg-dnd",
  cancelled: "bg-gone",
};

const TaskRow = ({ task }: { task: SyncTask }) => {
  const t = useT();
  const locale = useLocale();
  const channel = useChannels((state) => (task.channel_id ? state.byId[task.channel_id] : undefined));
  const name = t(`monitoring.${task.kind}`);
  const active = task.status === "queued" || task.status === "running";
  const done = task.status === "done" ? 100 : task.progress;
  return (
    <li className="px-4 py-3 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold text-strong">{name}</span>
        {channel && <span className="min-w-0 truncate text-text">#{channel.name}</span>}
        <span className="text-xs text-muted">{stamp(task.created_at, locale, Date.now())}</span>
        <span className="ml-auto text-text tabular-nums">
          {t(`monitoring.${task.status}`)}
          {task.total_items > 0 &&
            ` · ${t("monitoring.items", { done: task.processed_items, count: task.total_items })}`}
        </span>
      </p>
      <div className="flex items-center gap-3 pt-1.5">
        <div
          role="progressbar"
          aria-label={name}
          aria-valuenow={done}
          aria-valuemin={0}
          aria-valuemax={100}
          className="h-2 flex-1 overflow-hidden rounded-full bg-active"
        >
          <div
            style={{ width: `${done}%` }}
            className={`h-full rounded-full transition-[width] duration-300 ${COLOURS[task.status]}`}
          />
        </div>
        {active && (
          <button
            type="button"
            onClick={() => void attempt(cancelTask(task.task_id))}
            className="tap rounded font-semibold text-accent-text hover:underline"
          >
            {t("app.cancel")}
          </button>
        )}
      </div>
      {task.error && <p className="pt-1 text-danger-text wrap-anywhere">{task.error}</p>}
    </li>
  );
};
