import { expect, test } from "vitest";
import { UNWATCHED, type Watched } from "../../realtime/monitoring";
import { alertsOf, LAG_MS, LATENCY_MS } from "./alerts";

const load = (change: object = {}) => ({
  status: "up" as const,
  nodes: 1,
  connections: 0,
  messages: 0,
  messages_per_second: 0,
  deliveries: 0,
  deliveries_per_second: 0,
  latency_p50: 0,
  latency_p99: 0,
  event_loop_lag_ms: 0,
  ...change,
});
const node = (id: string, change: object = {}, breakers: Record<string, string> = { postgres: "closed" }) => ({
  id,
  verticles: ["api"],
  leaving: false,
  uptime_s: 1,
  load: load(change),
  watchers: 0,
  cpu: 0,
  memory_bytes: 0,
  breakers,
});
const watched = (change: Partial<Watched>): Watched => ({ ...UNWATCHED, ...change });

test("nothing is told of what is well, or not known yet", () => {
  expect(alertsOf(UNWATCHED, 0)).toEqual([]);
  const metrics = { cluster: load(), node: load(), nodes: [node("a", { event_loop_lag_ms: LAG_MS })] };
  expect(alertsOf(watched({ metrics }), 0)).toEqual([]);
});

test("breakers, late event loops and slow messages are told of", () => {
  const nodes = [node("a", {}, { redis: "open", mail: "half_open" }), node("b", { event_loop_lag_ms: LAG_MS + 1 })];
  const metrics = { cluster: load({ latency_p99: LATENCY_MS / 1000 + 1, status: "degraded" }), node: load(), nodes };
  expect(alertsOf(watched({ metrics }), 0)).toEqual([
    { kind: "breakerOpen", node: "a", dependency: "redis" },
    { kind: "breakerOpen", node: "a", dependency: "mail" },
    { kind: "lag", node: "b", ms: LAG_MS + 1 },
    { kind: "latency", ms: LATENCY_MS + 1000 },
  ]);
});

test("who does not see the nodes is told that something is not well", () => {
  const metrics = { cluster: load({ status: "degraded" }), node: load() };
  expect(alertsOf(watched({ metrics }), 0)).toEqual([{ kind: "degraded" }]);
});

test("a node that is gone is told of, unless it had said so", () => {
  const gone = [
    { id: "a", at: 5, left: false },
    { id: "b", at: 6, left: true },
  ];
  expect(alertsOf(watched({ gone }), 10)).toEqual([{ kind: "nodeGone", node: "a", at: 5 }]);
});
