import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Message } from "../../api/types";
import { RealtimeClient } from "../client";
import type { AckData, Authenticated, ServerFrame } from "../frames";
import { RequestFailed } from "../socket";
import { LEGACY_ROOMS_MAX, legacyLine } from "./legacy";
import { LEGACY_PAGE, type LegacyHttp } from "./legacyHttp";

/**
 * The client against a server that speaks both protocols, while somebody goes over from one to the other and back.
 * Whatever the network does meanwhile: each message is told once, in order, and each that is sent is stored once.
 */

const CHANNELS = ["a", "b", "c", "d", "e"];

interface Stored {
  id: string;
  seq: number;
  nonce: string | undefined;
}

/** The server: channels that are logs, today's socket, and those of the generation before. */
class Node {
  logs = new Map(CHANNELS.map((id) => [id, [] as Stored[]]));
  sockets = new Set<FakeSocket>();
  httpWorks = true;

  head = (channel: string): number => this.logs.get(channel)?.length ?? 0;
  heads = (): Record<string, number> => Object.fromEntries(CHANNELS.map((id) => [id, this.head(id)]));

  /** Stores a message, once for each nonce; everybody hears of it whose sockets work. */
  store(channel: string, nonce?: string, way: "heard" | "lost" = "heard"): Stored & { duplicate: boolean } {
    const log = this.logs.get(channel) ?? [];
    const known = nonce === undefined ? undefined : log.find((one) => one.nonce === nonce);
    if (known) return { ...known, duplicate: true };
    const stored = { id: `${channel}${log.length + 1}`, seq: log.length + 1, nonce };
    log.push(stored);
    if (way === "heard") for (const socket of this.sockets) socket.announces(channel, stored);
    return { ...stored, duplicate: false };
  }
}

let node: Node;

const event = (channel: string, { id, seq, nonce }: Stored) => ({
  event: "message:new",
  stream: channel,
  seq,
  data: { channelId: channel, message: { id, seq, nonce, content: "" } },
});

class FakeSocket {
  readyState = 0;
  greeted = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(readonly path: string) {
    queueMicrotask(() => {
      node.sockets.add(this);
      this.readyState = 1;
      this.onopen?.();
    });
  }
  get channel(): string | undefined {
    return /^\/ws\/legacy\/chat\/(.+)$/.exec(this.path)?.[1];
  }
  send(text: string) {
    const frame = JSON.parse(text);
    queueMicrotask(() => node.sockets.has(this) && (this.path === "/ws/main" ? this.main(frame) : this.legacy(frame)));
  }
  main({ event: name, id, data }: { event: string; id?: string; data: Record<string, never> }) {
    if (name === "ping") this.hears({ event: "pong", id, data: { serverTime: 0 } });
    if (name === "message:send") {
      const { id: messageId, seq, duplicate } = node.store(data.channelId as never, data.nonce as never);
      this.hears({ event: "ack", id, data: { messageId, seq, duplicate } });
    }
    if (name === "sync") {
      const { stream, after } = data as unknown as { stream: string; after: number };
      for (const one of node.logs.get(stream)?.slice(after) ?? []) this.hears(event(stream, one));
      this.hears({ event: "ack", id, data: {} });
    }
    if (name !== "authenticate") return;
    const resume = (data as unknown as { resume?: { positions: Record<string, number> } }).resume;
    const heads = Object.entries(node.heads()).filter(([channel]) => !(channel in (resume?.positions ?? {})));
    const greeting = {
      user: { id: "me" },
      epoch: "e",
      node: "n",
      heartbeatInterval: 15_000,
      reconnect: { baseMs: 10, capMs: 100, spreadMs: 0 },
      reads: {},
      mentions: {},
      positions: Object.fromEntries(heads),
    };
    this.greeted = true;
    this.hears({ event: "authenticated", data: resume ? greeting : { ...greeting, servers: [], dms: [] } });
    for (const [channel, seq] of Object.entries(resume?.positions ?? {}))
      for (const one of node.logs.get(channel)?.slice(seq) ?? []) this.hears(event(channel, one));
    if (resume) this.hears({ event: "resumed", data: { replayed: 0 } });
  }
  legacy(frame: { type: string; content?: string; nonce?: string }) {
    if (frame.type === "authenticate") this.greeted = true;
    if (frame.type === "ping") this.hears({ type: "pong" });
    // Its echo is its only answer; to a nonce that is known already there is none.
    if (frame.type === "message" && this.channel) node.store(this.channel, frame.nonce);
  }
  announces(channel: string, stored: Stored) {
    if (!this.greeted) return;
    if (this.path === "/ws/main") this.hears(event(channel, stored));
    else if (this.channel === channel)
      this.hears({ type: "message", channel_id: channel, message_id: stored.id, nonce: stored.nonce, content: "" });
  }
  close() {
    node.sockets.delete(this);
  }
  hears(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drops(code: number) {
    node.sockets.delete(this);
    this.onclose?.({ code, reason: "retry=0" });
  }
}

const later = <T>(answer: () => T): Promise<T> =>
  new Promise((resolve, reject) =>
    setTimeout(() => (node.httpWorks ? resolve(answer()) : reject(new RequestFailed("unavailable", "", null))), 20),
  );

const http: LegacyHttp = {
  messages: (channel, before) =>
    later(() => {
      const log = node.logs.get(channel) ?? [];
      const end = before === undefined ? log.length : log.findIndex(({ id }) => id === before);
      return log.slice(Math.max(0, end - LEGACY_PAGE), end).reverse() as unknown as Message[];
    }),
  request: (name, data) =>
    later((): AckData => {
      const { channelId, nonce } = data as { channelId: string; nonce: string };
      if (name !== "message:send") return {};
      const { id, seq } = node.store(channelId, nonce);
      return { messageId: id, seq };
    }),
  snapshot: () =>
    later(() => ({ servers: [], dms: [], epoch: "", positions: node.heads() }) as unknown as Authenticated),
};

const scene = () => {
  node = new Node();
  const told = new Map<string, string[]>();
  const problems: string[] = [];
  /** Where each channel stood when it was first heard of. */
  const from = new Map<string, number>();
  const lasts = new Map<string, number>();
  const sent: string[] = [];
  const client = new RealtimeClient(
    {
      url: "",
      open: (url) => new FakeSocket(url) as unknown as WebSocket,
      token: async () => "t",
      now: () => Date.now(),
      random: () => 0.5,
      legacy: async () => legacyLine(http),
    },
    {
      link: () => undefined,
      latency: () => undefined,
      welcome: (data, fresh) => {
        if (!fresh) return;
        for (const [channel, seq] of Object.entries(data.positions)) {
          from.set(channel, seq);
          lasts.set(channel, seq);
          told.set(channel, []);
        }
      },
      event: (frame: ServerFrame) => {
        if (frame.event !== "message:new") return;
        const { channelId, message } = frame.data;
        if (message.seq <= (lasts.get(channelId) ?? 0)) problems.push(`${message.id} after ${lasts.get(channelId)}`);
        lasts.set(channelId, message.seq);
        told.get(channelId)?.push(message.id);
      },
      resync: () => problems.push("resync"),
      outgoing: () => undefined,
      sent: (message) => sent.push(message.nonce),
    },
  );
  return { client, told, problems, from, sent };
};

type Act =
  | { kind: "says"; channel: string; way: "heard" | "lost" }
  | { kind: "send"; channel: string }
  | { kind: "switch" }
  | { kind: "watch"; channels: string[] }
  | { kind: "cut"; which: number }
  | { kind: "http"; works: boolean }
  | { kind: "wait"; ms: number };

const channel = fc.constantFrom(...CHANNELS);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("says" as const),
      channel,
      way: fc.constantFrom("heard" as const, "heard", "heard", "lost"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("send" as const), channel }) },
  { weight: 4, arbitrary: fc.constant({ kind: "switch" as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("watch" as const), channels: fc.uniqueArray(channel) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cut" as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("http" as const), works: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(6_000) }) },
);

const run = async (acts: Act[], startsIn: "enhanced" | "legacy"): Promise<void> => {
  const { client, told, problems, from, sent } = scene();
  const mine: { nonce: string; channel: string }[] = [];
  try {
    await client.speak(startsIn);
    client.watch(["a"]);
    client.start();
    await vi.advanceTimersByTimeAsync(30);
    for (const one of acts) {
      switch (one.kind) {
        case "says":
          node.store(one.channel, undefined, one.way);
          break;
        case "send": {
          const nonce = `n${mine.length}`;
          mine.push({ nonce, channel: one.channel });
          client.outbox.add({ nonce, channelId: one.channel, content: "x", replyTo: null, priority: 0 });
          break;
        }
        case "switch":
          void client.speak(client.protocol === "legacy" ? "enhanced" : "legacy");
          break;
        case "watch":
          client.watch(one.channels);
          break;
        case "cut":
          [...node.sockets][one.which]?.drops(1006);
          break;
        case "http":
          node.httpWorks = one.works;
          break;
        case "wait":
          await vi.advanceTimersByTimeAsync(one.ms);
          break;
        default:
          one satisfies never;
      }
      await vi.advanceTimersByTimeAsync(0);
    }
    node.httpWorks = true;
    await vi.advanceTimersByTimeAsync(60_000);
    // Over the legacy protocol, what is looked at is whole once all is quiet.
    if (client.protocol === "legacy") {
      client.watch(["b"]);
      await vi.advanceTimersByTimeAsync(15_000);
      expect(told.get("b")).toEqual(idsFrom("b", from));
    }
    // Over today's, everything is.
    await client.speak("enhanced");
    await vi.advanceTimersByTimeAsync(5_000);
    for (const id of CHANNELS) node.store(id);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(problems).toEqual([]);
    for (const id of CHANNELS) expect(told.get(id), id).toEqual(idsFrom(id, from));
    expect(client.outbox.size).toBe(0);
    expect([...sent].sort()).toEqual(mine.map(({ nonce }) => nonce).sort());
    // In each channel they are stored in the order in which they were written, each once.
    for (const id of CHANNELS) {
      const stored = node.logs.get(id)?.flatMap(({ nonce }) => nonce ?? []);
      expect(stored).toEqual(mine.filter((one) => one.channel === id).map(({ nonce }) => nonce));
    }
  } finally {
    client.stop("giveUp");
    vi.clearAllTimers();
  }
};

const idsFrom = (id: string, from: Map<string, number>): string[] =>
  (node.logs.get(id) ?? []).slice(from.get(id) ?? 0).map((one) => one.id);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a client that changes its protocol", () => {
  test("misses and doubles nothing, whenever it does", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), fc.constantFrom("enhanced" as const, "legacy"), run),
      { numRuns: 300 },
    );
  });

  test("has a socket for each channel that was looked at last, and one for what happens to the person", async () => {
    const { client } = scene();
    await client.speak("legacy");
    client.start();
    await vi.advanceTimersByTimeAsync(30);
    client.watch(CHANNELS);
    await vi.advanceTimersByTimeAsync(30);
    const paths = () => [...node.sockets].map(({ path }) => path).sort();
    const rooms = CHANNELS.slice(-LEGACY_ROOMS_MAX).map((id) => `/ws/legacy/chat/${id}`);
    expect(paths()).toEqual([...rooms, "/ws/legacy/notifications"]);
    await client.speak("enhanced");
    await vi.advanceTimersByTimeAsync(30);
    expect(paths()).toEqual(["/ws/main"]);
  });

  test("tells refusals as today's socket does", async () => {
    const { client } = scene();
    await client.speak("legacy");
    client.watch(["a"]);
    client.start();
    await vi.advanceTimersByTimeAsync(30);
    const room = [...node.sockets].find((socket) => socket.channel === "a");
    if (room) room.legacy = () => room.hears({ type: "error", code: "rate_limited", message: "slow", retry_after: 2 });
    const refused = client
      .request("message:send", { channelId: "a", content: "x", nonce: "n" })
      .catch((error) => error);
    await vi.advanceTimersByTimeAsync(30);
    expect(await refused).toMatchObject({ code: "rate_limited", retryAfter: 2 });
  });

  test("stays as it is when the code of the other protocol does not come", async () => {
    const { client } = scene();
    client.world.legacy = () => Promise.reject(new Error("offline"));
    client.start();
    await vi.advanceTimersByTimeAsync(30);
    await expect(client.speak("legacy")).rejects.toThrow("offline");
    expect([client.protocol, client.link.kind]).toEqual(["enhanced", "live"]);
  });
});
