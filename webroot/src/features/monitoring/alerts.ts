import type { SyncTask } from "../../realtime/frames";
import type { Watched } from "../../realtime/monitoring";

/** What asks for somebody's attention, derived from what is watched. Pure. */
export type Alert =
  | { kind: "breakerOpen"; node: string; dependency: string }
  | { kind: "nodeGone"; node: string; at: number }
  | { kind: "lag"; node: string; ms: number }
  | { kind: "latency"; ms: number }
  | { kind: "failed"; taskId: string; task: SyncTask["kind"]; error: string }
  | { kind: "degraded" };

/** An event loop that is later than this keeps everybody waiting. */
export const LAG_MS = 100;
/** Messages should be with everybody within this, but for one in a hundred. */
export const LATENCY_MS = 500;
/** Failed tasks are told of for as long as this. */
const FAILED_MS = 3_600_000;

export const alertsOf = ({ metrics, gone, tasks }: Watched, now: number): Alert[] => {
  const nodes = metrics?.nodes ?? [];
  const open = nodes.flatMap(({ id, breakers }) =>
    Object.entries(breakers)
      .filter(([, state]) => state !== "closed")
      .map(([dependency]): Alert => ({ kind: "breakerOpen", node: id, dependency })),
  );
  const left = gone.filter((one) => !one.left).map(({ id, at }): Alert => ({ kind: "nodeGone", node: id, at }));
  const late = nodes
    .filter(({ load }) => load.event_loop_lag_ms > LAG_MS)
    .map(({ id, load }): Alert => ({ kind: "lag", node: id, ms: load.event_loop_lag_ms }));
  const p99 = (metrics?.cluster.latency_p99 ?? 0) * 1000;
  const failed = (tasks ?? [])
    .filter((task) => task.status === "failed" && now - Date.parse(task.created_at) < FAILED_MS)
    .map((task): Alert => ({ kind: "failed", taskId: task.task_id, task: task.kind, error: task.error ?? "" }));
  // Who does not see the nodes is told that something is not well, if not what.
  const unwell: Alert[] = metrics?.cluster.status === "degraded" && open.length === 0 ? [{ kind: "degraded" }] : [];
  const slow: Alert[] = p99 > LATENCY_MS ? [{ kind: "latency", ms: p99 }] : [];
  return [...left, ...open, ...unwell, ...late, ...slow, ...failed];
};
