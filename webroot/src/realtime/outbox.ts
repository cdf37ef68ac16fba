import type { Told } from "../api/problem";
import type { AckData } from "./frames";
import { type FailureCode, RequestFailed } from "./socket";

/**
 * Messages on their way: each is sent under its nonce until the server acknowledges it or refuses it for good.
 *
 * First in, first out per channel, one in flight per channel, so that a retry can never overtake. Channels go by
 * priority, then by age. Time and chance come from the world.
 */

export interface Outgoing {
  nonce: string;
  channelId: string;
  content: string;
  replyTo: string | null;
  priority: Priority;
  /** Milliseconds since the epoch; strictly rising within an outbox, so that it is the order as well. */
  createdAt: number;
  state: "waiting" | "failed";
  /** `stale`: it waited too long to be sent without being asked about. */
  error: ({ code: FailureCode | "stale"; message: string } & Told) | null;
}

/** 1 is what somebody waits for: an answer, or what names a person. A channel's is the highest that waits in it. */
export type Priority = 0 | 1;

/** Where messages on their way are kept. Nothing here fails: what cannot be kept is kept in memory alone. */
export interface OutboxStore {
  /** Hands over what earlier pages left behind, now and whenever one has gone. */
  open(adopt: (left: Outgoing[]) => void): void;
  put(message: Outgoing): void;
  remove(nonce: string): void;
  /** Forgets all of this person's messages, those of other pages too. */
  clear(): void;
  /** Leaves what is kept to the pages that come after. */
  close(): void;
}

/** Keeps nothing beyond the page's life. */
export const memoryStore: OutboxStore = {
  open: () => undefined,
  put: () => undefined,
  remove: () => undefined,
  clear: () => undefined,
  close: () => undefined,
};

export interface OutboxWorld {
  send(message: Outgoing): Promise<AckData>;
  /** Calls back after so many milliseconds. */
  later(ms: number, run: () => void): void;
  now(): number;
  /** In [0, 1). */
  random(): number;
  changed(message: Outgoing): void;
  sent(message: Outgoing, ack: AckData): void;
}

/** More are not taken; what earlier pages left behind is, on top. */
export const OUTBOX_MAX = 1000;
/** The server knows a nonce for a day: what waited longer might be stored twice, and is sent only when told to. */
export const STALE_MS = 23 * 3_600_000;
/** Channels with a message in flight at once: with more waiting, priority decides. */
export const IN_FLIGHT_MAX = 8;
/** A server that answers `internal` this often in a row to one message will not take it. */
const INTERNAL_MAX = 5;
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 30_000;
/** A server that asks for a longer pause is asked again after this. */
const TOLD_MAX_MS = 300_000;
/** So much is added by chance to a pause, that those who were refused together do not return together. */
const JITTER = 0.25;

export class Outbox {
  #store: OutboxStore = memoryStore;
  #queue = new Map<string, Outgoing>();
  /** Channels with a message in flight. */
  #busy = new Set<string>();
  /** Until when nothing is sent to a channel; under "" to any. */
  #rests = new Map<string, number>();
  /** In flight just now. */
  #flying = new Set<string>();
  /** Sent, and not refused since: they may be stored already, whatever became of the answer. */
  #tried = new Set<string>();
  /** Refusals in a row, by nonce. */
  #tries = new Map<string, number>();
  #live = false;
  #lastCreated = 0;
  /** Rises when the outbox is emptied: answers to what was sent before that concern nobody. */
  #era = 0;

  constructor(readonly world: OutboxWorld) {}

  /** Begins to keep what waits, and takes over what earlier pages left behind. */
  open(store: OutboxStore): void {
    this.#store = store;
    const era = this.#era;
    store.open((left) => {
      if (this.#era === era) this.#adopt(left);
    });
  }

  get size(): number {
    return this.#queue.size;
  }

  /** Takes a message; `false` when 1000 are waiting already. */
  add(message: Pick<Outgoing, "nonce" | "channelId" | "content" | "replyTo" | "priority">): boolean {
    if (this.#queue.size >= OUTBOX_MAX) return false;
    this.#set({ ...message, createdAt: this.#tick(), state: "waiting", error: null });
    this.#pump();
    return true;
  }

  /** Tries a refused message again, as the newest of its channel and under the same nonce. */
  retry(nonce: string): void {
    const message = this.#queue.get(nonce);
    if (message?.state !== "failed") return;
    this.#set({ ...message, createdAt: this.#tick(), state: "waiting", error: null });
    this.#pump();
  }

  /** Gives up a message; `false` for one that is on its way this very moment. */
  discard(nonce: string): boolean {
    if (this.#flying.has(nonce)) return false;
    this.#forget(nonce);
    return true;
  }

  /** Whether another text may still be sent in place of this one: no server can have stored it yet. */
  canEdit(nonce: string): boolean {
    return this.#queue.has(nonce) && !this.#flying.has(nonce) && !this.#tried.has(nonce);
  }

  /** Changes the text of a message that is not sent yet; one that was refused is tried again with it. */
  edit(nonce: string, content: string): boolean {
    const message = this.#queue.get(nonce);
    if (!message || !this.canEdit(nonce)) return false;
    const createdAt = message.state === "failed" ? this.#tick() : message.createdAt;
    this.#set({ ...message, content, createdAt, state: "waiting", error: null });
    this.#pump();
    return true;
  }

  /** The message was seen in its channel: it is stored, whatever became of the ack. */
  seen(nonce: string): void {
    this.#forget(nonce);
  }

  /** The connection can be used, or no longer. */
  connected(live: boolean): void {
    this.#live = live;
    this.#pump();
  }

  /** Leaves what waits to whoever signs in next as the same person. */
  close(): void {
    this.#store.close();
    this.#empty();
  }

  /** Gives up all that waits. */
  clear(): void {
    this.#store.clear();
    this.close();
  }

  #empty(): void {
    this.#era += 1;
    this.#store = memoryStore;
    const all = [this.#queue, this.#busy, this.#rests, this.#flying, this.#tried, this.#tries];
    for (const kept of all) kept.clear();
  }

  #adopt(left: Outgoing[]): void {
    for (const message of left) {
      if (this.#queue.has(message.nonce)) continue;
      this.#queue.set(message.nonce, message);
      // Whether that page had sent it nobody knows; one that was refused was not stored.
      if (message.state === "waiting" || message.error?.code === "stale") this.#tried.add(message.nonce);
      this.world.changed(message);
    }
    this.#pump();
  }

  /** Sends what may be sent now. */
  #pump(): void {
    if (this.#live) this.#setStaleAside();
    while (this.#live && this.#busy.size < IN_FLIGHT_MAX) {
      const next = this.#next();
      if (!next) return;
      const era = this.#era;
      this.#busy.add(next.channelId);
      this.#flying.add(next.nonce);
      this.#tried.add(next.nonce);
      this.world.send(next).then(
        (ack) => this.#era === era && this.#acknowledged(next, ack),
        (error: unknown) => this.#era === era && this.#refused(next, error),
      );
    }
  }

  #setStaleAside(): void {
    const oldest = this.world.now() - STALE_MS;
    for (const message of [...this.#queue.values()])
      if (message.state === "waiting" && message.createdAt < oldest && !this.#busy.has(message.channelId))
        this.#set({ ...message, state: "failed", error: { code: "stale", message: "" } });
  }

  /** The oldest message of the channel that is to go first; none when all wait for something. */
  #next(): Outgoing | undefined {
    const now = this.world.now();
    if (this.#rests.size > 0 && this.#restsUntil("") > now) return undefined;
    const heads = new Map<string, { first: Outgoing; priority: Priority }>();
    for (const message of this.#queue.values()) {
      const { channelId, priority, state } = message;
      if (state !== "waiting" || this.#busy.has(channelId) || this.#restsUntil(channelId) > now) continue;
      const head = heads.get(channelId);
      heads.set(channelId, {
        first: head && head.first.createdAt <= message.createdAt ? head.first : message,
        priority: head && head.priority > priority ? head.priority : priority,
      });
    }
    return [...heads.values()].sort((a, b) => b.priority - a.priority || a.first.createdAt - b.first.createdAt)[0]
      ?.first;
  }

  #acknowledged(message: Outgoing, ack: AckData): void {
    this.#busy.delete(message.channelId);
    this.#flying.delete(message.nonce);
    this.#forget(message.nonce);
    this.world.sent(message, ack);
    this.#pump();
  }

  #refused(message: Outgoing, error: unknown): void {
    const failure = error instanceof RequestFailed ? error : new RequestFailed("internal", String(error));
    this.#busy.delete(message.channelId);
    this.#flying.delete(message.nonce);
    // The server has said that it did not store it.
    if (failure.code !== "disconnected" && failure.code !== "timeout" && failure.code !== "internal")
      this.#tried.delete(message.nonce);
    // Seen in its channel meanwhile: whatever this answer says, it is stored.
    if (this.#queue.has(message.nonce)) {
      const wait = this.#waitAfter(message, failure);
      if (wait === null) {
        this.#tries.delete(message.nonce);
        const { code, told } = failure;
        const error = { code, message: failure.message, reason: told.reason ?? null, params: told.params ?? null };
        this.#set({ ...message, state: "failed", error });
      } else if (wait > 0) this.#rest(failure.code === "unavailable" ? "" : message.channelId, wait);
    }
    this.#pump();
  }

  /** How long to wait before the next try; `null` when there is none to be made. */
  #waitAfter({ nonce }: Outgoing, { code, retryAfter }: RequestFailed): number | null {
    if (code === "disconnected" || code === "timeout") return 0;
    const tries = (this.#tries.get(nonce) ?? 0) + 1;
    this.#tries.set(nonce, tries);
    switch (code) {
      case "rate_limited":
      case "unavailable":
        if (retryAfter !== null) return Math.min(retryAfter * 1000, TOLD_MAX_MS);
        return Math.min(RETRY_MS * 2 ** (tries - 1), RETRY_MAX_MS);
      case "internal":
        return tries >= INTERNAL_MAX ? null : RETRY_MS * tries;
      default:
        return null;
    }
  }

  #restsUntil(channelId: string): number {
    return this.#rests.get(channelId) ?? 0;
  }

  #rest(channelId: string, ms: number): void {
    const wait = Math.round(ms * (1 + JITTER * this.world.random()));
    const until = this.world.now() + wait;
    const era = this.#era;
    this.#rests.set(channelId, Math.max(until, this.#restsUntil(channelId)));
    this.world.later(wait, () => {
      if (this.#era !== era) return;
      if (this.#restsUntil(channelId) <= until) this.#rests.delete(channelId);
      this.#pump();
    });
  }

  #tick(): number {
    this.#lastCreated = Math.max(this.world.now(), this.#lastCreated + 1);
    return this.#lastCreated;
  }

  #set(message: Outgoing): void {
    this.#queue.set(message.nonce, message);
    this.#store.put(message);
    this.world.changed(message);
  }

  #forget(nonce: string): void {
    this.#tries.delete(nonce);
    this.#tried.delete(nonce);
    if (this.#queue.delete(nonce)) this.#store.remove(nonce);
  }
}
