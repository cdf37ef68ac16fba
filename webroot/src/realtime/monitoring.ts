import type { Metrics, MonitorFrame, SyncTask } from "./frames";
import type { SocketWorld } from "./socket";

/** `/ws`, the socket of those who watch: load, health and tasks. Without React and without stores. */

/** A connection that is gone is made anew after this. */
export const RECONNECT_MS = 5_000;
/** Figures come each second: without any for so long, the connection is gone whatever it says. */
const SILENT_MS = 10_000;
/** Figures are kept for this many seconds. */
export const HISTORY_S = 300;
/** Tasks kept, the newest. */
const TASKS_MAX = 100;
/** A node that is gone is remembered for this long. */
const GONE_MS = 15 * 60_000;

/** The figures of one second; all `null` where none were heard. */
export interface Sample {
  messages: number | null;
  deliveries: number | null;
  /** Milliseconds. */
  p50: number | null;
  p99: number | null;
}

/** A node that was there and is not any more. */
export interface Gone {
  id: string;
  /** When it was heard of last, in milliseconds since the epoch. */
  at: number;
  /** It had said that it would go. */
  left: boolean;
}

export type WatchLink =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "waiting"; retryAt: number }
  /** Nobody is signed in, or the node does not let this person watch. */
  | { kind: "ended" };

/** All that is known; a new one for each change. */
export interface Watched {
  link: WatchLink;
  metrics: Metrics | null;
  /** By the second, the oldest first. */
  history: ReadonlyArray<Sample>;
  /** The newest first; `null` until they are known. */
  tasks: ReadonlyArray<SyncTask> | null;
  gone: ReadonlyArray<Gone>;
}

const NOTHING: Sample = { messages: null, deliveries: null, p50: null, p99: null };

export const UNWATCHED: Watched = {
  link: { kind: "connecting" },
  metrics: null,
  history: Array.from({ length: HISTORY_S }, () => NOTHING),
  tasks: null,
  gone: [],
};

export class Monitoring {
  #watched: Watched = UNWATCHED;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #second = 0;
  #refused = false;
  #running = false;

  constructor(
    readonly world: SocketWorld,
    readonly changed: (watched: Watched) => void,
  ) {}

  get watched(): Watched {
    return this.#watched;
  }

  start(): void {
    this.#running = true;
    void this.#connect();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** Tries at once instead of waiting. */
  now(): void {
    if (this.#watched.link.kind === "waiting") void this.#connect();
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer);
    this.#drop();
    const link: WatchLink = { kind: "connecting" };
    this.#set({ link });
    const token = await this.world.token(this.#refused).catch(() => undefined);
    if (this.#watched.link !== link || !this.#running) return;
    if (token === undefined) return this.#wait();
    if (token === null) return this.#set({ link: { kind: "ended" } });
    const socket = this.world.open(`${this.world.url}/ws`);
    this.#socket = socket;
    this.#patient();
    socket.onopen = () => socket.send(JSON.stringify({ type: "authenticate", token }));
    socket.onmessage = ({ data }) => {
      const frame = read(String(data));
      if (frame) this.#take(frame);
    };
    socket.onclose = ({ code }) => {
      this.#socket = null;
      clearTimeout(this.#timer);
      // A token that was not taken may merely be old; a second refusal is meant.
      const again = code === 4501 && !this.#refused;
      this.#refused = again;
      if (code >= 4500 && code < 5000 && !again) this.#set({ link: { kind: "ended" } });
      else this.#wait();
    };
  }

  #take(frame: MonitorFrame): void {
    this.#patient();
    switch (frame.type) {
      case "connection_status":
        this.#refused = false;
        this.#set({ link: { kind: "live" } });
        this.#say({ type: "subscribe", events: ["metrics_update", "sync_update"] });
        this.#say({ type: "get_sync_status" });
        break;
      case "sync_status":
        this.#set({ tasks: newest(frame.data.tasks) });
        break;
      case "sync_update": {
        const others = (this.#watched.tasks ?? []).filter((task) => task.task_id !== frame.data.task_id);
        this.#set({ tasks: newest([frame.data, ...others]) });
        break;
      }
      case "metrics_update":
        this.#measure(frame.data);
        break;
      default:
    }
  }

  #measure(metrics: Metrics): void {
    const now = this.world.now();
    const { cluster } = metrics;
    const sample = {
      messages: cluster.messages_per_second,
      deliveries: cluster.deliveries_per_second,
      p50: cluster.latency_p50 * 1000,
      p99: cluster.latency_p99 * 1000,
    };
    const second = Math.floor(now / 1000);
    const passed = this.#second === 0 ? 1 : Math.min(HISTORY_S, Math.max(0, second - this.#second));
    this.#second = second;
    const missed = Array.from({ length: Math.max(0, passed - 1) }, () => NOTHING);
    const before = passed === 0 ? this.#watched.history.slice(0, -1) : this.#watched.history;
    const history = [...before, ...missed, sample].slice(-HISTORY_S);
    this.#set({ metrics, history, gone: this.#whoIsGone(metrics, now) });
  }

  #whoIsGone(metrics: Metrics, now: number): ReadonlyArray<Gone> {
    const here = new Set(metrics.nodes?.map(({ id }) => id));
    const before = this.#watched.metrics?.nodes ?? [];
    const known = this.#watched.gone.filter(({ id, at }) => !here.has(id) && now - at < GONE_MS);
    const news = before.filter(({ id }) => !here.has(id) && !known.some((one) => one.id === id));
    if (news.length === 0 && known.length === this.#watched.gone.length) return this.#watched.gone;
    return [...known, ...news.map(({ id, leaving }) => ({ id, at: now, left: leaving }))];
  }

  /** A connection of which nothing is heard is none. */
  #patient(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#drop();
      this.#wait();
    }, SILENT_MS);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#running) return;
    this.#set({ link: { kind: "waiting", retryAt: this.world.now() + RECONNECT_MS } });
    this.#timer = setTimeout(() => void this.#connect(), RECONNECT_MS);
  }

  #say(frame: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #set(change: Partial<Watched>): void {
    this.#watched = { ...this.#watched, ...change };
    this.changed(this.#watched);
  }
}

const newest = (tasks: ReadonlyArray<SyncTask>): SyncTask[] =>
  [...tasks].sort((a, b) => (a.created_at < b.created_at ? 1 : -1)).slice(0, TASKS_MAX);

const read = (text: string): MonitorFrame | null => {
  try {
    const value: unknown = JSON.parse(text);
    const isFrame = typeof value === "object" && value !== null && "type" in value && "data" in value;
    return isFrame ? (value as MonitorFrame) : null;
  } catch {
    return null;
  }
};
