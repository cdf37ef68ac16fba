import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { RealtimeClient } from "./client";
import type { ClientFrame, ServerFrame } from "./frames";
import type { Link } from "./link";

/** The other end of the socket, operated by hand. */
class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const last = FakeSocket.all.at(-1);
    if (!last) throw new Error("no socket was opened");
    return last;
  }
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  said: ClientFrame[] = [];
  closed = false;

  constructor() {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.said.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  async opens() {
    this.readyState = 1;
    this.onopen?.();
    await turn();
  }
  hears(...frames: object[]) {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }
  async drops(code = 1006, reason = "") {
    this.onclose?.({ code, reason });
    await turn();
  }
  /** The last thing said of a kind. */
  heardOf(event: string): ClientFrame | undefined {
    return this.said.findLast((frame) => frame.event === event);
  }
}

const turn = () => vi.advanceTimersByTimeAsync(0);

const welcome = (more: object = {}) => ({
  event: "authenticated",
  data: {
    user: { id: "me" },
    servers: [],
    dms: [],
    positions: { me: 0, s: 3, c: 10 },
    epoch: "e1",
    heartbeatInterval: 15_000,
    reconnect: { baseMs: 1_000, capMs: 30_000, spreadMs: 0 },
    node: "a",
    ...more,
  },
});

const resumed = welcome({ servers: undefined, dms: undefined, positions: {} });
const message = (seq: number, nonce?: string) => ({
  event: "message:new",
  stream: "c",
  seq,
  data: { channelId: "c", message: { id: `m${seq}`, nonce } },
});

const scene = () => {
  const events: ServerFrame[] = [];
  const links: Link[] = [];
  const welcomes: boolean[] = [];
  const resyncs: string[][] = [];
  const sent: string[] = [];
  const tokens = { next: "t1" as string | null, refreshed: 0 };
  const client = new RealtimeClient(
    {
      url: "ws://test/ws/main",
      open: () => new FakeSocket() as unknown as WebSocket,
      token: async (refreshFirst) => {
        if (refreshFirst) tokens.refreshed += 1;
        return tokens.next;
      },
      now: () => Date.now(),
      random: () => 0.5,
    },
    {
      link: (link) => links.push(link),
      latency: () => undefined,
      welcome: (_, fresh) => welcomes.push(fresh),
      event: (frame) => events.push(frame),
      resync: (streams) => resyncs.push(streams),
      outgoing: () => undefined,
      sent: (outgoing) => sent.push(outgoing.nonce),
    },
  );
  const seqs = () => events.flatMap((frame) => ("seq" in frame ? [frame.seq] : []));
  const goLive = async (answer: object = welcome()) => {
    await FakeSocket.last.opens();
    FakeSocket.last.hears(answer);
    await turn();
  };
  const start = async () => {
    client.start();
    await turn();
    await goLive();
  };
  return { client, events, links, welcomes, resyncs, sent, tokens, seqs, start, goLive };
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
});
afterEach(() => vi.useRealTimers());

describe("realtime client", () => {
  test("a node may ask a live connection to come back over a longer time", async () => {
    const { client, start } = scene();
    await start();
    const policy = { baseMs: 1_000, capMs: 30_000, spreadMs: 20_000 };
    FakeSocket.last.hears({ event: "reconnect:policy", data: policy });
    await FakeSocket.last.drops();
    expect(client.link).toMatchObject({ kind: "waiting", retryAt: Date.now() + 10_000 });
  });

  test("the first frame is the token, never the address", async () => {
    const { client } = scene();
    client.start();
    await turn();
    await FakeSocket.last.opens();
    expect(FakeSocket.last.said).toEqual([{ event: "authenticate", data: { token: "t1" } }]);
  });

  test("events come out in order and once, batches unpacked", async () => {
    const { start, seqs } = scene();
    await start();
    FakeSocket.last.hears({ event: "batch", data: [message(11), message(12)] });
    expect(seqs()).toEqual([11, 12]);
    FakeSocket.last.hears(message(12), message(11), message(13));
    expect(seqs()).toEqual([11, 12, 13]);
  });

  test("a gap is asked for, and what came early waits for it", async () => {
    const { start, seqs } = scene();
    await start();
    const socket = FakeSocket.last;
    socket.hears(message(13));
    expect(socket.heardOf("sync")).toMatchObject({ data: { stream: "c", after: 10 } });
    expect(seqs()).toEqual([]);
    socket.hears(message(11), message(12), { event: "ack", id: socket.heardOf("sync")?.id, data: {} });
    expect(seqs()).toEqual([11, 12, 13]);
  });

  test("skipped keeps the count and is passed on as nothing", async () => {
    const { start, seqs } = scene();
    await start();
    FakeSocket.last.hears({ event: "skipped", stream: "c", seq: 11, data: {} }, message(12));
    expect(seqs()).toEqual([11, 12]);
    expect(FakeSocket.last.heardOf("sync")).toBeUndefined();
  });

  test("after a loss it resumes from where every stream stood", async () => {
    const { start, goLive, seqs, welcomes } = scene();
    await start();
    FakeSocket.last.hears(message(11));
    await FakeSocket.last.drops();
    await vi.advanceTimersByTimeAsync(500);
    expect(FakeSocket.all).toHaveLength(2);
    await goLive(resumed);
    expect(FakeSocket.last.said[0]).toEqual({
      event: "authenticate",
      data: { token: "t1", resume: { epoch: "e1", positions: { me: 0, s: 3, c: 11 } } },
    });
    FakeSocket.last.hears(message(11), message(12), { event: "resumed", data: { replayed: 1 } });
    expect(seqs()).toEqual([11, 12]);
    expect(welcomes).toEqual([true, false]);
  });

  test("streams that cannot be replayed are announced once, held, and go on from where they are placed", async () => {
    const { client, start, resyncs, seqs } = scene();
    await start();
    FakeSocket.last.hears({ event: "resync", data: { streams: ["c"], reason: "too_old" } });
    FakeSocket.last.hears({ event: "resync", data: { streams: ["c"], reason: "too_old" } }, message(90), message(91));
    expect(resyncs).toEqual([["c"]]);
    expect(seqs()).toEqual([]);
    client.goOn({ c: 90 });
    expect(seqs()).toEqual([91]);
    FakeSocket.last.hears(message(92));
    expect(seqs()).toEqual([91, 92]);
  });

  test("a snapshot older than what was seen does not turn a stream back", async () => {
    const { client, start, seqs } = scene();
    await start();
    FakeSocket.last.hears(message(11), message(12));
    client.place({ c: 10 });
    FakeSocket.last.hears(message(12), message(13));
    expect(seqs()).toEqual([11, 12, 13]);
  });

  test("a snapshot that is ahead skips nothing of what is still to come", async () => {
    const { client, start, seqs } = scene();
    await start();
    client.place({ c: 12, "never heard of": 4 });
    FakeSocket.last.hears(message(11), message(12), message(13), { ...message(5), stream: "never heard of" });
    expect(seqs()).toEqual([11, 12, 13, 5]);
  });

  test("another epoch in the answer to a resume: everything is read anew", async () => {
    const { client, start, goLive, welcomes, seqs } = scene();
    await start();
    FakeSocket.last.hears(message(11));
    await FakeSocket.last.drops();
    await vi.advanceTimersByTimeAsync(500);
    await goLive(welcome({ servers: undefined, positions: {}, epoch: "e2" }));
    expect(client.link).toEqual({ kind: "connecting", attempt: 1 });
    await goLive(welcome({ epoch: "e2", positions: { me: 0, s: 1, c: 4 } }));
    expect(FakeSocket.last.said[0]).toEqual({ event: "authenticate", data: { token: "t1" } });
    expect(welcomes).toEqual([true, true]);
    FakeSocket.last.hears(message(5));
    expect(seqs()).toEqual([11, 5]);
  });

  test("a stream that the server is behind in stands where the snapshot says", async () => {
    const { client, start, seqs } = scene();
    await start();
    FakeSocket.last.hears({ event: "resync", data: { streams: ["c"], reason: "diverged" } });
    client.place({ c: 8 });
    client.goOn({ c: 6 });
    FakeSocket.last.hears(message(7));
    expect(seqs()).toEqual([7]);
  });

  test("what may be asked twice waits out a short loss, and what is asked in vain is refused in the end", async () => {
    const { client, start, goLive } = scene();
    await start();
    const edit = client.ask("message:edit", { messageId: "m", content: "new" });
    await FakeSocket.last.drops();
    await vi.advanceTimersByTimeAsync(500);
    await goLive(resumed);
    const again = FakeSocket.last.heardOf("message:edit");
    FakeSocket.last.hears({ event: "ack", id: again?.id, data: { seq: 12 } });
    await expect(edit).resolves.toEqual({ seq: 12 });
    await FakeSocket.last.drops();
    const pin = client.ask("message:pin", { messageId: "m" });
    const refused = expect(pin).rejects.toMatchObject({ code: "disconnected" });
    await vi.advanceTimersByTimeAsync(8_000);
    await refused;
  });

  test("a leaving node is left when it said, and what follows comes from elsewhere", async () => {
    const { start, goLive, links } = scene();
    await start();
    FakeSocket.last.hears({ event: "reconnect", data: { afterMs: 2_000 } });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(FakeSocket.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(FakeSocket.all[0]?.closed).toBe(true);
    await goLive(resumed);
    expect(FakeSocket.all).toHaveLength(2);
    expect(links.some((link) => link.kind === "waiting")).toBe(false);
  });

  test("joining a server and gaining a channel place their streams", async () => {
    const { start, seqs } = scene();
    await start();
    FakeSocket.last.hears(
      {
        event: "server:joined",
        stream: "me",
        seq: 1,
        data: { server: { id: "s2" }, channels: [], positions: { s2: 4, c2: 7 } },
      },
      { event: "channel:created", data: { channel: { id: "c3" }, position: 2 } },
      { event: "dm:created", stream: "me", seq: 2, data: { conversation: { id: "d", participants: [] } } },
      { ...message(9), stream: "c2" },
      { ...message(4), stream: "c3" },
      { ...message(2), stream: "d" },
    );
    // One came early in each: had they not been placed, they would have begun with what came.
    expect(seqs()).toEqual([1, 2]);
    FakeSocket.last.hears(
      { ...message(8), stream: "c2" },
      { ...message(7), stream: "c2" },
      { ...message(3), stream: "c3" },
      { ...message(1), stream: "d" },
    );
    expect(seqs()).toEqual([1, 2, 8, 9, 3, 4, 1, 2]);
  });

  test("what was sent when the connection went is sent again with its nonce, and acknowledged once", async () => {
    const { client, start, goLive, sent } = scene();
    await start();
    client.outbox.add({ nonce: "n1", channelId: "c", content: "hello", replyTo: null, priority: 0 });
    const first = FakeSocket.last;
    expect(first.heardOf("message:send")?.data).toEqual({ channelId: "c", content: "hello", nonce: "n1" });
    await first.drops();
    await vi.advanceTimersByTimeAsync(500);
    await goLive(resumed);
    const again = FakeSocket.last.heardOf("message:send");
    expect(again?.data).toEqual({ channelId: "c", content: "hello", nonce: "n1" });
    FakeSocket.last.hears({ event: "ack", id: again?.id, data: { messageId: "m11", seq: 11, duplicate: true } });
    await turn();
    expect(sent).toEqual(["n1"]);
    expect(client.outbox.size).toBe(0);
  });

  test("an expired token is refreshed before coming back", async () => {
    const { start, tokens } = scene();
    await start();
    await FakeSocket.last.drops(4007, "retry=0 expired");
    await turn();
    expect(tokens.refreshed).toBe(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  test("a newer token is given to the live connection", async () => {
    const { client, start } = scene();
    await start();
    const renewed = client.renew("t2");
    const frame = FakeSocket.last.heardOf("authenticate");
    expect(frame?.data).toEqual({ token: "t2" });
    FakeSocket.last.hears({ event: "ack", id: frame?.id, data: {} });
    await renewed;
    expect(FakeSocket.all).toHaveLength(1);
  });

  test("a revoked session stays away", async () => {
    const { client, start } = scene();
    await start();
    await FakeSocket.last.drops(4503, "revoked");
    await vi.advanceTimersByTimeAsync(600_000);
    expect(client.link).toEqual({ kind: "ended", reason: "revoked" });
    expect(FakeSocket.all).toHaveLength(1);
  });

  test("nobody signed in: no socket at all", async () => {
    const { client, tokens } = scene();
    tokens.next = null;
    client.start();
    await turn();
    expect(FakeSocket.all).toHaveLength(0);
    expect(client.link).toEqual({ kind: "ended", reason: "unauthenticated" });
  });

  test("a ping without an answer ends the connection", async () => {
    const { client, start } = scene();
    await start();
    expect(FakeSocket.last.heardOf("ping")).toBeDefined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(FakeSocket.all[0]?.closed).toBe(true);
    expect(client.link.kind).not.toBe("live");
  });

  test("answered pings keep it, one each fifteen seconds", async () => {
    const { client, start } = scene();
    await start();
    const socket = FakeSocket.last;
    for (let times = 0; times < 4; times += 1) {
      socket.hears({ event: "pong", id: socket.heardOf("ping")?.id, data: { t: 0, serverTime: 0 } });
      await vi.advanceTimersByTimeAsync(15_000);
    }
    expect(client.link.kind).toBe("live");
    expect(socket.said.filter((frame) => frame.event === "ping")).toHaveLength(5);
  });

  test("starting over forgets positions and greets afresh", async () => {
    const { client, start, goLive, welcomes } = scene();
    await start();
    client.startOver();
    await turn();
    await goLive();
    expect(FakeSocket.last.said[0]).toEqual({ event: "authenticate", data: { token: "t1" } });
    expect(welcomes).toEqual([true, true]);
  });

  test("nonsense from the server is passed over", async () => {
    const { client, start, seqs } = scene();
    await start();
    FakeSocket.last.onmessage?.({ data: "{" });
    FakeSocket.last.onmessage?.({ data: "[]" });
    FakeSocket.last.hears({ event: "batch", data: "x" }, { event: "something:newer", data: {} }, message(11));
    expect(seqs()).toEqual([11]);
    expect(client.link.kind).toBe("live");
  });
});
