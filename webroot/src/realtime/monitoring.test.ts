import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HISTORY_S, Monitoring, RECONNECT_MS, type Watched } from "./monitoring";

class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1) as FakeSocket;
  }
  readyState = 1;
  said: { type: string }[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.said.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  hears(type: string, data: object) {
    this.onmessage?.({ data: JSON.stringify({ type, data, timestamp: "" }) });
  }
}

const load = {
  status: "up",
  nodes: 2,
  connections: 3,
  messages: 10,
  messages_per_second: 1.5,
  deliveries: 20,
  deliveries_per_second: 6,
  latency_p50: 0.002,
  latency_p99: 0.02,
  event_loop_lag_ms: 1,
};
const node = (id: string, leaving = false) => ({
  id,
  verticles: ["gateway"],
  leaving,
  uptime_s: 60,
  load,
  watchers: 1,
  cpu: 0.1,
  memory_bytes: 1e8,
  breakers: { postgres: "closed" },
});
const metrics = (...nodes: object[]) => ({ cluster: load, node: load, nodes });
const task = (id: string, created_at: string, progress = 0) => ({
  task_id: id,
  kind: "export",
  status: "running",
  progress,
  processed_items: progress,
  total_items: 100,
  created_at,
});

const scene = async () => {
  const token = vi.fn(async (_refreshFirst: boolean): Promise<string | null> => "t");
  const heard: Watched[] = [];
  const monitoring = new Monitoring(
    {
      url: "ws://test",
      open: (url) => new FakeSocket(url) as unknown as WebSocket,
      token,
      now: () => Date.now(),
      random: () => 0.5,
    },
    (watched) => heard.push(watched),
  );
  monitoring.start();
  await vi.advanceTimersByTimeAsync(0);
  const goesLive = () => {
    FakeSocket.last.onopen?.();
    FakeSocket.last.hears("connection_status", { status: "connected", user_id: "me", events: [] });
  };
  return { monitoring, token, goesLive, now: () => monitoring.watched };
};

beforeEach(() => {
  FakeSocket.all = [];
  vi.useFakeTimers({ now: 1_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("monitoring", () => {
  test("says who it is, what it wants and asks for the tasks", async () => {
    const { goesLive, now } = await scene();
    expect(FakeSocket.last.url).toBe("ws://test/ws");
    goesLive();
    expect(FakeSocket.last.said).toEqual([
      { type: "authenticate", token: "t" },
      { type: "subscribe", events: ["metrics_update", "sync_update"] },
      { type: "get_sync_status" },
    ]);
    expect(now().link).toEqual({ kind: "live" });
  });

  test("keeps tasks newest first, each once, as they move on", async () => {
    const { goesLive, now } = await scene();
    goesLive();
    expect(now().tasks).toBeNull();
    FakeSocket.last.hears("sync_status", { tasks: [task("a", "2026-01-01"), task("b", "2026-01-02")] });
    FakeSocket.last.hears("sync_update", task("a", "2026-01-01", 40));
    FakeSocket.last.hears("sync_update", task("c", "2026-01-03", 5));
    expect(now().tasks?.map((one) => [one.task_id, one.progress])).toEqual([
      ["c", 5],
      ["b", 0],
      ["a", 40],
    ]);
  });

  test("keeps the figures of the last five minutes, with holes where none were heard", async () => {
    const { goesLive, now } = await scene();
    goesLive();
    FakeSocket.last.hears("metrics_update", metrics());
    await vi.advanceTimersByTimeAsync(3_000);
    FakeSocket.last.hears("metrics_update", metrics());
    expect(now().history).toHaveLength(HISTORY_S);
    expect(
      now()
        .history.slice(-5)
        .map(({ p99 }) => p99),
    ).toEqual([null, 20, null, null, 20]);
  });

  test("remembers a node that is gone, until it is back", async () => {
    const { goesLive, now } = await scene();
    goesLive();
    FakeSocket.last.hears("metrics_update", metrics(node("a"), node("b", true)));
    FakeSocket.last.hears("metrics_update", metrics(node("a")));
    expect(now().gone).toMatchObject([{ id: "b", left: true }]);
    FakeSocket.last.hears("metrics_update", metrics(node("b")));
    expect(now().gone).toMatchObject([{ id: "a", left: false }]);
  });

  test("comes back every five seconds, or at once when asked", async () => {
    const { monitoring, goesLive, now } = await scene();
    goesLive();
    FakeSocket.last.onclose?.({ code: 1006, reason: "" });
    expect(now().link).toEqual({ kind: "waiting", retryAt: Date.now() + RECONNECT_MS });
    await vi.advanceTimersByTimeAsync(RECONNECT_MS - 1);
    expect(FakeSocket.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.last.onclose?.({ code: 1006, reason: "" });
    monitoring.now();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.all).toHaveLength(3);
  });

  test("a connection of which nothing is heard is given up", async () => {
    const { goesLive, now } = await scene();
    goesLive();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(FakeSocket.all[0]?.closed).toBe(true);
    expect(now().link.kind).toBe("waiting");
  });

  test("a refused token is renewed once; a second refusal ends it", async () => {
    const { token, now } = await scene();
    FakeSocket.last.onclose?.({ code: 4501, reason: "" });
    await vi.advanceTimersByTimeAsync(RECONNECT_MS);
    expect(token).toHaveBeenLastCalledWith(true);
    FakeSocket.last.onclose?.({ code: 4501, reason: "" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(now().link).toEqual({ kind: "ended" });
    expect(FakeSocket.all).toHaveLength(2);
  });

  test("when it is stopped nothing comes back", async () => {
    const { monitoring, goesLive } = await scene();
    goesLive();
    monitoring.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(FakeSocket.last.closed).toBe(true);
  });
});
