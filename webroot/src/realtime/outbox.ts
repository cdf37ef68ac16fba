import type { AckData } from "./frames";
import { RequestFailed } from "./socket";

/**
 * Messages on their way: each is sent with its nonce until the server acknowledges it or refuses it for good.
 * First in, first out per channel; one in flight per channel, so that a retry can never overtake.
 */

export interface Outgoing {
  nonce: string;
  channelId: string;
  content: string;
  replyTo: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  state: "waiting" | "failed";
  /** Why it failed, in the server's words. */
  error: string | null;
}

/** Where messages on their way are kept: memory, or what survives a reload. */
export interface OutboxStore {
  load(): Promise<Outgoing[]>;
  put(message: Outgoing): void;
  remove(nonce: string): void;
}

/** Keeps nothing beyond the page's life. */
export const memoryStore = (): OutboxStore => ({ load: async () => [], put: () => undefined, remove: () => undefined });

export interface OutboxWorld {
  store: OutboxStore;
  send(message: Outgoing): Promise<AckData>;
  /** Calls back after so many milliseconds. */
  later(ms: number, run: () => void): void;
  changed(message: Outgoing): void;
  sent(message: Outgoing, ack: AckData): void;
}

export const OUTBOX_MAX = 1000;
/** A server that answers `internal` this often in a row to one message will not take it. */
const INTERNAL_MAX = 5;
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 30_000;

export class Outbox {
  #queue = new Map<string, Outgoing>();
  /** Channels with a message in flight, or waiting for its retry. */
  #busy = new Set<string>();
  #internal = new Map<string, number>();
  #live = false;

  constructor(readonly world: OutboxWorld) {}

  /** Takes over what an earlier page left behind. */
  async restore(): Promise<void> {
    for (const message of await this.world.store.load()) {
      this.#queue.set(message.nonce, message);
      this.world.changed(message);
    }
    this.#flush();
  }

  get size(): number {
    return this.#queue.size;
  }

  /** Takes a message; `false` when 1000 are waiting already. */
  add(message: Omit<Outgoing, "state" | "error">): boolean {
    if (this.#queue.size >= OUTBOX_MAX) return false;
    const outgoing: Outgoing = { ...message, state: "waiting", error: null };
    this.#set(outgoing);
    this.#pump(outgoing.channelId);
    return true;
  }

  /** Tries a refused message again, as the newest of its channel and under the same nonce. */
  retry(nonce: string): void {
    const message = this.#queue.get(nonce);
    if (message?.state !== "failed") return;
    this.#queue.delete(nonce);
    this.#set({ ...message, state: "waiting", error: null });
    this.#pump(message.channelId);
  }

  /** Gives up a refused message. */
  discard(nonce: string): void {
    if (this.#queue.get(nonce)?.state === "failed") this.#forget(nonce);
  }

  /** The message was seen in its channel: it is stored, whatever became of the ack. */
  seen(nonce: string): void {
    this.#forget(nonce);
  }

  /** The connection can be used, or no longer. */
  connected(live: boolean): void {
    this.#live = live;
    if (live) this.#flush();
  }

  clear(): void {
    for (const nonce of [...this.#queue.keys()]) this.#forget(nonce);
  }

  #flush(): void {
    for (const channelId of new Set([...this.#queue.values()].map((message) => message.channelId)))
      this.#pump(channelId);
  }

  #pump(channelId: string): void {
    if (!this.#live || this.#busy.has(channelId)) return;
    const next = [...this.#queue.values()].find((m) => m.channelId === channelId && m.state === "waiting");
    if (!next) return;
    this.#busy.add(channelId);
    this.world.send(next).then(
      (ack) => this.#acknowledged(next, ack),
      (error: unknown) => this.#refused(next, error),
    );
  }

  #acknowledged(message: Outgoing, ack: AckData): void {
    this.#forget(message.nonce);
    this.world.sent(message, ack);
    this.#next(message.channelId);
  }

  #refused(message: Outgoing, error: unknown): void {
    const failure = error instanceof RequestFailed ? error : new RequestFailed("internal", String(error));
    const wait = this.#waitAfter(message, failure);
    if (!this.#queue.has(message.nonce)) this.#next(message.channelId);
    else if (wait === null) {
      this.#internal.delete(message.nonce);
      this.#set({ ...message, state: "failed", error: failure.message });
      this.#next(message.channelId);
    } else if (failure.code === "disconnected") this.#next(message.channelId);
    else this.world.later(wait, () => this.#next(message.channelId));
  }

  /** How long to wait before the next try; `null` when there is none to be made. */
  #waitAfter(message: Outgoing, failure: RequestFailed): number | null {
    switch (failure.code) {
      case "disconnected":
      case "timeout":
        return 0;
      case "rate_limited":
      case "unavailable":
        return Math.min(failure.retryAfter === null ? RETRY_MS : failure.retryAfter * 1000, RETRY_MAX_MS);
      case "internal": {
        const times = (this.#internal.get(message.nonce) ?? 0) + 1;
        this.#internal.set(message.nonce, times);
        return times >= INTERNAL_MAX ? null : RETRY_MS * times;
      }
      default:
        return null;
    }
  }

  #next(channelId: string): void {
    this.#busy.delete(channelId);
    this.#pump(channelId);
  }

  #set(message: Outgoing): void {
    this.#queue.set(message.nonce, message);
    this.world.store.put(message);
    this.world.changed(message);
  }

  #forget(nonce: string): void {
    this.#internal.delete(nonce);
    if (this.#queue.delete(nonce)) this.world.store.remove(nonce);
  }
}
