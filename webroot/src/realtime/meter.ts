/** What passes over the connection, counted: in all, and by the second for the last two minutes. */

/** So many seconds are kept one by one. */
export const METER_SECONDS = 120;
/** A rate is of the last so many seconds: one alone would only flicker. */
const RATE_SECONDS = 5;

interface Second {
  messages: number;
  bytes: number;
  /** Requests that were answered or given up, and those of them that failed. */
  asked: number;
  failed: number;
  /** Connections and pings that were lost. */
  losses: number;
  latencyMs: number | null;
}

/** The figures of a moment. */
export interface Reading {
  messagesPerSecond: number;
  bytesPerSecond: number;
  /** Since the page was opened. */
  bytesIn: number;
  bytesOut: number;
  reconnects: number;
  /** Of the last two minutes: the share of requests that failed, 0 to 1. */
  errorRate: number;
  /** Of the last two minutes. */
  losses: number;
  latencyMs: number | null;
  /** By the second, the oldest first; `null` where nothing was measured. */
  latencies: ReadonlyArray<number | null>;
}

const nothing = (): Second => ({ messages: 0, bytes: 0, asked: 0, failed: 0, losses: 0, latencyMs: null });

export class Meter {
  #seconds = new Map<number, Second>();
  #bytesIn = 0;
  #bytesOut = 0;
  #reconnects = 0;
  #latencyMs: number | null = null;

  constructor(readonly now: () => number) {}

  /** A text was heard, with so many frames in it. */
  heard(text: string, frames: number): void {
    const bytes = sizeOf(text);
    this.#bytesIn += bytes;
    this.#count({ messages: frames, bytes });
  }

  said(text: string): void {
    const bytes = sizeOf(text);
    this.#bytesOut += bytes;
    this.#count({ messages: 1, bytes });
  }

  answered(): void {
    this.#count({ asked: 1 });
  }

  failed(): void {
    this.#count({ asked: 1, failed: 1 });
  }

  latency(ms: number): void {
    this.#latencyMs = ms;
    this.#second().latencyMs = ms;
  }

  /** A connection is gone, and nobody here wanted it to go. */
  lost(): void {
    this.#latencyMs = null;
    this.#count({ losses: 1 });
  }

  reconnected(): void {
    this.#reconnects += 1;
  }

  read(): Reading {
    const at = this.#at();
    const all = Array.from({ length: METER_SECONDS }, (_, index) => this.#seconds.get(at - METER_SECONDS + 1 + index));
    const sum = (seconds: typeof all, figure: (second: Second) => number): number =>
      seconds.reduce((total, second) => total + (second ? figure(second) : 0), 0);
    // The second that is under way is not over: it would make every rate too small.
    const lately = all.slice(-RATE_SECONDS - 1, -1);
    const asked = sum(all, (second) => second.asked);
    return {
      messagesPerSecond: sum(lately, (second) => second.messages) / RATE_SECONDS,
      bytesPerSecond: sum(lately, (second) => second.bytes) / RATE_SECONDS,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      reconnects: this.#reconnects,
      errorRate: asked === 0 ? 0 : sum(all, (second) => second.failed) / asked,
      losses: sum(all, (second) => second.losses),
      latencyMs: this.#latencyMs,
      latencies: all.map((second) => second?.latencyMs ?? null),
    };
  }

  #at(): number {
    return Math.floor(this.now() / 1000);
  }

  #second(): Second {
    const at = this.#at();
    const known = this.#seconds.get(at);
    if (known) return known;
    for (const old of this.#seconds.keys()) if (old <= at - METER_SECONDS) this.#seconds.delete(old);
    const fresh = nothing();
    this.#seconds.set(at, fresh);
    return fresh;
  }

  #count(more: Partial<Omit<Second, "latencyMs">>): void {
    const second = this.#second();
    second.messages += more.messages ?? 0;
    second.bytes += more.bytes ?? 0;
    second.asked += more.asked ?? 0;
    second.failed += more.failed ?? 0;
    second.losses += more.losses ?? 0;
  }
}

const encoder = new TextEncoder();
/** As it goes over the wire: UTF-8. */
const sizeOf = (text: string): number => encoder.encode(text).length;
