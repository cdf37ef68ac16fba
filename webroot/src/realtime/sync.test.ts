import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { RealtimeClient } from "./client";
import type { ClientFrame } from "./frames";

/**
 * The client against a server whose network does its worst: events lost, doubled, swapped, batched, connections cut,
 * replays and REST snapshots in between. Whatever happened, once all is quiet the client has every event, each once
 * and in order.
 */

const STREAMS = ["me", "s", "c", "d"];

/** The server's side: logs of events, one socket at a time. */
class Node {
  epoch = 1;
  /** The events of each stream; that with seq n at n - 1. */
  logs = new Map(STREAMS.map((stream) => [stream, [] as object[]]));
  socket: FakeSocket | null = null;
  /** Of each stream, events up to here can no longer be replayed. */
  retained = new Map<string, number>();

  commit(stream: string): object {
    const log = this.logs.get(stream) ?? [];
    const seq = log.length + 1;
    const frame = { event: "message:deleted", stream, seq, data: { channelId: stream, messageId: `m${seq}` } };
    log.push(frame);
    return frame;
  }

  head = (stream: string): number => this.logs.get(stream)?.length ?? 0;
  heads = (): Record<string, number> => Object.fromEntries(STREAMS.map((stream) => [stream, this.head(stream)]));
  after = (stream: string, seq: number): object[] => this.logs.get(stream)?.slice(seq) ?? [];

  /** What the server loses when its database is restored from a backup: the end of every log. */
  restore(): void {
    this.epoch += 1;
    for (const log of this.logs.values()) log.length = Math.ceil(log.length / 2);
    this.retained.clear();
  }

  answers(frame: ClientFrame, socket: FakeSocket): void {
    if (frame.event === "authenticate") this.#welcomes(frame.data.resume, socket);
    else if (frame.event === "ping") socket.hears({ event: "pong", id: frame.id, data: { serverTime: 0 } });
    else if (frame.event === "sync") {
      const { stream, after } = frame.data;
      if (after < (this.retained.get(stream) ?? 0))
        socket.hears({ event: "resync", data: { streams: [stream], reason: "too_old" } });
      else socket.hears(...this.after(stream, after));
      socket.hears({ event: "ack", id: frame.id, data: {} });
    }
  }

  #welcomes(resume: { epoch: string; positions: Record<string, number> } | undefined, socket: FakeSocket): void {
    const heads = this.heads();
    const unnamed = Object.entries(heads).filter(([stream]) => !(stream in (resume?.positions ?? {})));
    const data = {
      user: { id: "me" },
      positions: Object.fromEntries(unnamed),
      epoch: `e${this.epoch}`,
      heartbeatInterval: 15_000,
      reconnect: { baseMs: 10, capMs: 100, spreadMs: 0 },
      node: "n",
    };
    socket.hears({ event: "authenticated", data: resume ? data : { ...data, servers: [], dms: [] } });
    if (!resume) return;
    const known = resume.epoch === data.epoch ? resume.positions : {};
    const lost = Object.keys(resume.positions).filter((stream) => {
      const at = known[stream];
      return at === undefined || at > this.head(stream) || at < (this.retained.get(stream) ?? 0);
    });
    if (lost.length > 0) socket.hears({ event: "resync", data: { streams: lost, reason: "diverged" } });
    let replayed = 0;
    for (const [stream, at] of Object.entries(known)) {
      if (lost.includes(stream)) continue;
      const missed = this.after(stream, at);
      replayed += missed.length;
      if (missed.length > 0) socket.hears({ event: "batch", data: missed });
    }
    socket.hears({ event: "resumed", data: { replayed } });
  }
}

let node: Node;

class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor() {
    queueMicrotask(() => {
      node.socket = this;
      this.readyState = 1;
      this.onopen?.();
    });
  }
  send(text: string) {
    const frame = JSON.parse(text) as ClientFrame;
    // An answer comes later than the question, and only on a connection that still is one.
    queueMicrotask(() => node.socket === this && node.answers(frame, this));
  }
  close() {
    if (node.socket === this) node.socket = null;
  }
  hears(...frames: object[]) {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drops(code: number, reason: string) {
    if (node.socket === this) node.socket = null;
    this.onclose?.({ code, reason });
  }
}

type Act =
  | { kind: "commit"; stream: string; way: "heard" | "lost" | "doubled" | "late" | "batched" }
  | { kind: "deliverLate"; swapped: boolean }
  | { kind: "cut"; code: number }
  | { kind: "told"; afterMs: number }
  | { kind: "wait"; ms: number }
  | { kind: "snapshot" }
  | { kind: "forget"; stream: string }
  | { kind: "restore" };

const stream = fc.constantFrom(...STREAMS);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("commit" as const),
      stream,
      way: fc.constantFrom("heard" as const, "heard", "lost", "doubled", "late", "batched"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("deliverLate" as const), swapped: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("cut" as const),
      code: fc.constantFrom(1006, 1001, 4000, 4003, 4007, 4009),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("told" as const), afterMs: fc.nat(300) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(3_000) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "snapshot" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forget" as const), stream }) },
  { weight: 1, arbitrary: fc.constant({ kind: "restore" as const }) },
);

/** Histories that were too much for earlier clients. */
const FOUND: [Act[]][] = [
  // A snapshot that was read for something else comes while a stream is being read anew.
  [
    [
      { kind: "commit", stream: "s", way: "lost" },
      { kind: "snapshot" },
      { kind: "forget", stream: "s" },
      { kind: "commit", stream: "s", way: "heard" },
    ],
  ],
  [
    [
      { kind: "commit", stream: "c", way: "late" },
      { kind: "forget", stream: "c" },
      { kind: "snapshot" },
      { kind: "commit", stream: "c", way: "heard" },
    ],
  ],
];

/** The client and what it was told of each stream. */
const scene = () => {
  node = new Node();
  const applied = new Map<string, number>();
  const problems: string[] = [];
  const place = (positions: Record<string, number>) => {
    for (const [id, seq] of Object.entries(positions)) applied.set(id, seq);
  };
  const client = new RealtimeClient(
    {
      url: "ws://test",
      open: () => new FakeSocket() as unknown as WebSocket,
      token: async () => "t",
      now: () => Date.now(),
      random: () => 0.5,
    },
    {
      link: () => undefined,
      latency: () => undefined,
      welcome: (data, fresh) => {
        if (fresh) applied.clear();
        place(data.positions);
      },
      event: (frame) => {
        if (!("seq" in frame)) return;
        const last = applied.get(frame.stream) ?? 0;
        if (frame.seq !== last + 1) problems.push(`${frame.stream}: ${frame.seq} after ${last}`);
        applied.set(frame.stream, frame.seq);
      },
      // A snapshot by REST, a little later.
      resync: (streams) => {
        const socket = node.socket;
        setTimeout(() => {
          if (node.socket !== socket) return;
          const positions = Object.fromEntries(streams.map((id) => [id, node.head(id)]));
          place(positions);
          client.goOn(positions);
        }, 20);
      },
      outgoing: () => undefined,
      sent: () => undefined,
    },
  );
  return { client, applied, problems };
};

const run = async (acts: Act[]): Promise<void> => {
  const { client, applied, problems } = scene();
  try {
    await plays(acts, client, applied);
    expect(problems).toEqual([]);
  } finally {
    client.stop("giveUp");
    node.socket = null;
    vi.clearAllTimers();
  }
};

const plays = async (acts: Act[], client: RealtimeClient, applied: Map<string, number>): Promise<void> => {
  client.start();
  await vi.advanceTimersByTimeAsync(1);
  let late: object[] = [];
  for (const one of acts) {
    const socket = node.socket;
    switch (one.kind) {
      case "commit": {
        const frame = node.commit(one.stream);
        if (one.way === "late") late.push(frame);
        if (one.way === "heard" || one.way === "doubled") socket?.hears(frame);
        if (one.way === "doubled") socket?.hears(frame);
        if (one.way === "batched") socket?.hears({ event: "batch", data: [frame, node.commit(one.stream)] });
        break;
      }
      case "deliverLate":
        socket?.hears(...(one.swapped ? late.reverse() : late));
        late = [];
        break;
      case "cut":
        late = [];
        socket?.drops(one.code, "retry=0");
        break;
      case "told":
        socket?.hears({ event: "reconnect", data: { afterMs: one.afterMs } });
        break;
      case "wait":
        await vi.advanceTimersByTimeAsync(one.ms);
        break;
      case "snapshot": {
        // It may know what is still on its way to us, and be older than what comes until it is here.
        const heads = node.heads();
        setTimeout(() => client.place(heads), 15);
        break;
      }
      case "forget":
        node.retained.set(one.stream, node.head(one.stream));
        break;
      case "restore":
        // A restore takes the server down: no socket outlives it.
        late = [];
        node.restore();
        socket?.drops(1006, "");
        break;
      default:
        one satisfies never;
    }
    await vi.advanceTimersByTimeAsync(0);
  }
  // The next event of each stream heals what is missing of it, without a new connection.
  await vi.advanceTimersByTimeAsync(60_000);
  const socket = node.socket;
  socket?.hears(...STREAMS.map((stream) => node.commit(stream)));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Object.fromEntries(applied)).toEqual(node.heads());
  if (node.retained.size === 0) expect(node.socket).toBe(socket);
  // And a new connection does, without an event.
  for (const stream of STREAMS) node.commit(stream);
  socket?.drops(1006, "");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(client.link.kind).toBe("live");
  expect(Object.fromEntries(applied)).toEqual(node.heads());
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("realtime client, whatever the network does", () => {
  test("applied seqs rise one by one, and nothing is missing once it has resumed", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), (acts) => run(acts)),
      { numRuns: 1_000, examples: FOUND },
    );
  });
});
