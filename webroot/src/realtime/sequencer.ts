import type { Positions } from "./frames";

/**
 * Order, gaps and doubles, decided by seq alone, as the node does it.
 *
 * Pure: no clock, no socket. A frame is an opaque `T`; `accept` says what to deliver now, and which gap to ask for.
 */

/** What becomes of a frame that arrived. */
export interface Decision<T> {
  /** To be delivered now, in this order. */
  deliver: T[];
  /** The gap to ask for: events of `stream` after this seq. Asked once per gap. */
  fetch?: { stream: string; after: number };
}

/** Beyond this many held frames of one stream the stream is given up: ask for it anew by REST. */
export const HELD_PER_STREAM_MAX = 2000;

interface Stream<T> {
  last: number;
  held: Map<number, T>;
  /** The seq after which events were asked for, while the answer is awaited. */
  asked: number | null;
}

export class Sequencer<T> {
  #streams = new Map<string, Stream<T>>();

  /** Sets where a stream stands; of what was held, the old is dropped and what now follows is delivered. */
  place(stream: string, seq: number): Decision<T> {
    const known = this.#streams.get(stream);
    if (!known) {
      this.#streams.set(stream, { last: seq, held: new Map(), asked: null });
      return { deliver: [] };
    }
    known.last = seq;
    for (const held of [...known.held.keys()]) if (held <= seq) known.held.delete(held);
    return this.fetched(stream);
  }

  /** Holds what comes of a stream, asking for nothing, until it is placed: its state is being read anew. */
  suspend(stream: string): void {
    const known = this.#streams.get(stream);
    if (known) known.asked = known.last;
  }

  /** Forgets a stream that may no longer be seen. */
  forget(stream: string): void {
    this.#streams.delete(stream);
  }

  clear(): void {
    this.#streams.clear();
  }

  /** Takes a durable frame. A stream never heard of starts with the frame that comes. */
  accept(stream: string, seq: number, frame: T): Decision<T> {
    const known = this.#streams.get(stream);
    if (!known) {
      this.#streams.set(stream, { last: seq, held: new Map(), asked: null });
      return { deliver: [frame] };
    }
    if (seq <= known.last) return { deliver: [] };
    if (seq > known.last + 1) return this.#hold(known, stream, seq, frame);
    known.last = seq;
    const deliver = [frame, ...this.#release(known)];
    if (known.held.size === 0) known.asked = null;
    return { deliver };
  }

  /** The answer to a `fetch` has come in full: if frames are still held, says which gap is left. */
  fetched(stream: string): Decision<T> {
    const known = this.#streams.get(stream);
    if (!known) return { deliver: [] };
    const deliver = this.#release(known);
    known.asked = null;
    if (known.held.size === 0) return { deliver };
    known.asked = known.last;
    return { deliver, fetch: { stream, after: known.last } };
  }

  /** The seq of the last event delivered, if the stream is known. */
  last(stream: string): number | undefined {
    return this.#streams.get(stream)?.last;
  }

  /** Whether this stream waits for a gap to be filled. */
  waits(stream: string): boolean {
    return (this.#streams.get(stream)?.held.size ?? 0) > 0;
  }

  /** More is held of this stream than may be. */
  overflows(stream: string): boolean {
    return (this.#streams.get(stream)?.held.size ?? 0) > HELD_PER_STREAM_MAX;
  }

  /** Forgets what was asked: the socket that would have answered is gone. */
  disconnected(): void {
    for (const stream of this.#streams.values()) {
      stream.asked = null;
      stream.held.clear();
    }
  }

  /** Where every stream stands, for a resume. */
  positions(): Positions {
    return Object.fromEntries([...this.#streams].map(([stream, { last }]) => [stream, last]));
  }

  #hold(known: Stream<T>, stream: string, seq: number, frame: T): Decision<T> {
    known.held.set(seq, frame);
    if (known.asked !== null) return { deliver: [] };
    known.asked = known.last;
    return { deliver: [], fetch: { stream, after: known.last } };
  }

  #release(known: Stream<T>): T[] {
    const released: T[] = [];
    for (;;) {
      const next = known.held.get(known.last + 1);
      if (next === undefined) return released;
      known.held.delete(known.last + 1);
      known.last += 1;
      released.push(next);
    }
  }
}
