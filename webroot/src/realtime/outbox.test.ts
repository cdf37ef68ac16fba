import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AckData } from "./frames";
import {
  IN_FLIGHT_MAX,
  memoryStore,
  OUTBOX_MAX,
  Outbox,
  type OutboxStore,
  type Outgoing,
  type Priority,
  STALE_MS,
} from "./outbox";
import { RequestFailed } from "./socket";

/** An outbox whose server and clock are operated by hand. */
const scene = (store: OutboxStore = memoryStore) => {
  const clock = { now: 1_000, random: 0 };
  const asked: {
    message: Outgoing;
    ack: (data?: AckData) => Promise<void>;
    fail: (error: RequestFailed) => Promise<void>;
  }[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const shown = new Map<string, Outgoing>();
  const sent: string[] = [];
  const pass = (ms: number, run: () => void) => {
    clock.now += ms;
    run();
  };
  const outbox = new Outbox({
    send: (message) =>
      new Promise((resolve, reject) => {
        asked.push({
          message,
          ack: async (data = {}) => {
            resolve(data);
            await turn();
          },
          fail: async (error) => {
            reject(error);
            await turn();
          },
        });
      }),
    later: (ms, run) => timers.push({ ms, run: () => pass(ms, run) }),
    now: () => clock.now,
    random: () => clock.random,
    changed: (message) => shown.set(message.nonce, message),
    sent: (message) => sent.push(message.nonce),
  });
  outbox.open(store);
  const add = (nonce: string, channelId = "c", priority: Priority = 0) =>
    outbox.add({ nonce, channelId, content: nonce, replyTo: null, priority });
  const nonces = () => asked.map(({ message }) => message.nonce);
  return { outbox, asked, timers, shown, sent, add, nonces, clock };
};

/** Lets promises that are settled be heard. */
const turn = async () => {
  await Promise.resolve();
  await Promise.resolve();
};

const lost = new RequestFailed("disconnected", "gone");

describe("outbox", () => {
  test("nothing is sent before the connection is live", () => {
    const { outbox, add, nonces } = scene();
    add("a");
    expect(nonces()).toEqual([]);
    outbox.connected(true);
    expect(nonces()).toEqual(["a"]);
  });

  test("one at a time per channel, first in first out", async () => {
    const { outbox, add, nonces, asked, sent } = scene();
    outbox.connected(true);
    for (const nonce of ["a", "b", "c"]) add(nonce);
    expect(nonces()).toEqual(["a"]);
    await asked[0]?.ack();
    await asked[1]?.ack();
    expect(nonces()).toEqual(["a", "b", "c"]);
    expect(sent).toEqual(["a", "b"]);
  });

  test("channels do not wait for each other", () => {
    const { outbox, add, nonces } = scene();
    outbox.connected(true);
    add("a", "one");
    add("b", "two");
    expect(nonces()).toEqual(["a", "b"]);
  });

  test("a send whose ack was lost is repeated with the same nonce", async () => {
    const { outbox, add, nonces, asked, sent } = scene();
    outbox.connected(true);
    add("a");
    add("b");
    outbox.connected(false);
    await asked[0]?.fail(lost);
    expect(nonces()).toEqual(["a"]);
    outbox.connected(true);
    expect(nonces()).toEqual(["a", "a"]);
    await asked[1]?.ack({ messageId: "m", duplicate: true });
    expect(sent).toEqual(["a"]);
    expect(nonces()).toEqual(["a", "a", "b"]);
  });

  test("no answer in time: the same again", async () => {
    const { outbox, add, nonces, asked } = scene();
    outbox.connected(true);
    add("a");
    await asked[0]?.fail(new RequestFailed("timeout", "no answer"));
    expect(nonces()).toEqual(["a", "a"]);
  });

  test("a busy server is given the time it asks for, and nothing overtakes", async () => {
    const { outbox, add, nonces, asked, timers } = scene();
    outbox.connected(true);
    add("a");
    await asked[0]?.fail(new RequestFailed("unavailable", "later", 3));
    add("b");
    expect(nonces()).toEqual(["a"]);
    expect(timers.map(({ ms }) => ms)).toEqual([3_000]);
    timers[0]?.run();
    expect(nonces()).toEqual(["a", "a"]);
  });

  test("a refusal is final: it is shown, and the next goes on", async () => {
    const { outbox, add, nonces, asked, shown } = scene();
    outbox.connected(true);
    add("a");
    add("b");
    await asked[0]?.fail(new RequestFailed("forbidden", "You may not"));
    expect(shown.get("a")).toMatchObject({ state: "failed", error: { code: "forbidden", message: "You may not" } });
    expect(nonces()).toEqual(["a", "b"]);
  });

  test("a server that breaks five times on one message is not asked again", async () => {
    const { outbox, add, asked, shown, timers } = scene();
    outbox.connected(true);
    add("a");
    for (let times = 0; times < 5; times += 1) {
      await asked[times]?.fail(new RequestFailed("internal", "Internal error"));
      timers[times]?.run();
    }
    expect(asked).toHaveLength(5);
    expect(shown.get("a")?.state).toBe("failed");
  });

  test("a refused message can be tried again under its nonce, or given up", async () => {
    const { outbox, add, nonces, asked } = scene();
    outbox.connected(true);
    add("a");
    await asked[0]?.fail(new RequestFailed("invalid", "no"));
    outbox.retry("a");
    expect(nonces()).toEqual(["a", "a"]);
    await asked[1]?.fail(new RequestFailed("invalid", "no"));
    outbox.discard("a");
    expect(outbox.size).toBe(0);
  });

  test("what was never sent can be changed where it stands, or given up", () => {
    const { outbox, add, nonces, asked } = scene();
    for (const nonce of ["a", "b", "c"]) add(nonce);
    expect(outbox.edit("a", "better")).toBe(true);
    expect(outbox.discard("b")).toBe(true);
    outbox.connected(true);
    expect(nonces()).toEqual(["a"]);
    expect(asked[0]?.message.content).toBe("better");
    expect(outbox.size).toBe(2);
  });

  test("what may be stored already is not changed, and not given up while it is on its way", async () => {
    const { outbox, add, asked } = scene();
    outbox.connected(true);
    add("a");
    expect([outbox.canEdit("a"), outbox.edit("a", "x"), outbox.discard("a")]).toEqual([false, false, false]);
    outbox.connected(false);
    await asked[0]?.fail(lost);
    // It was sent, and nobody knows what became of it.
    expect([outbox.edit("a", "x"), outbox.discard("a")]).toEqual([false, true]);
  });

  test("a refused message that is changed is tried again", async () => {
    const { outbox, add, asked, shown } = scene();
    outbox.connected(true);
    add("a");
    await asked[0]?.fail(new RequestFailed("invalid", "too rude"));
    expect(outbox.edit("a", "kinder")).toBe(true);
    expect(asked[1]?.message).toMatchObject({ nonce: "a", content: "kinder" });
    expect(shown.get("a")?.error).toBeNull();
  });

  test("a message seen in its channel is not sent again", async () => {
    const { outbox, add, nonces, asked } = scene();
    outbox.connected(true);
    add("a");
    outbox.connected(false);
    outbox.seen("a");
    await asked[0]?.fail(lost);
    outbox.connected(true);
    expect(nonces()).toEqual(["a"]);
    expect(outbox.size).toBe(0);
  });

  test("a message seen while its ack was on the way cannot fail any more", async () => {
    const { outbox, add, asked, shown, nonces } = scene();
    outbox.connected(true);
    add("a");
    add("b");
    outbox.seen("a");
    await asked[0]?.fail(new RequestFailed("conflict", "no"));
    expect(shown.get("a")?.state).toBe("waiting");
    expect(nonces()).toEqual(["a", "b"]);
    expect(outbox.size).toBe(1);
  });

  test("a thousand wait, one more does not", () => {
    const { add } = scene();
    for (let index = 0; index < OUTBOX_MAX; index += 1) expect(add(`n${index}`)).toBe(true);
    expect(add("one too many")).toBe(false);
  });

  test("a message that is tried again goes behind what was written since", async () => {
    const { outbox, add, nonces, asked } = scene();
    outbox.connected(true);
    add("a");
    await asked[0]?.fail(new RequestFailed("invalid", "no"));
    add("b");
    add("c");
    outbox.retry("a");
    await asked[1]?.ack();
    await asked[2]?.ack();
    expect(nonces()).toEqual(["a", "b", "c", "a"]);
  });

  test("with many channels waiting, the one somebody waits in goes first, and its own order holds", async () => {
    const { outbox, add, nonces, asked } = scene();
    for (let index = 0; index < IN_FLIGHT_MAX + 2; index += 1) add(`n${index}`, `channel ${index}`);
    add("before the answer", "urgent");
    add("the answer", "urgent", 1);
    outbox.connected(true);
    expect(nonces()).toHaveLength(IN_FLIGHT_MAX);
    expect(nonces().slice(0, 2)).toEqual(["before the answer", "n0"]);
    await asked[0]?.ack();
    expect(nonces().at(-1)).toBe("the answer");
  });

  test("a service that is away is left alone by every channel; who sends too fast rests in one", async () => {
    const { outbox, add, nonces, asked, timers } = scene();
    outbox.connected(true);
    add("a", "one");
    await asked[0]?.fail(new RequestFailed("unavailable", "later", 2));
    add("b", "two");
    expect(nonces()).toEqual(["a"]);
    timers[0]?.run();
    expect(nonces()).toEqual(["a", "a", "b"]);
    await asked[1]?.fail(new RequestFailed("rate_limited", "slower", 2));
    add("c", "three");
    expect(nonces()).toEqual(["a", "a", "b", "c"]);
  });

  test("without a time to come back the pauses double, and chance keeps a crowd apart", async () => {
    const { outbox, add, asked, timers, clock } = scene();
    outbox.connected(true);
    add("a");
    for (let times = 0; times < 7; times += 1) {
      await asked[times]?.fail(new RequestFailed("unavailable", "later"));
      timers[times]?.run();
    }
    expect(timers.map(({ ms }) => ms)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    clock.random = 0.999;
    await asked[7]?.fail(new RequestFailed("unavailable", "later", 4));
    expect(timers.at(-1)?.ms).toBe(4_999);
  });

  test("what an earlier page left behind is sent, in its order, before what is newer", async () => {
    let handOver: (left: Outgoing[]) => void = () => undefined;
    const removed: string[] = [];
    const { outbox, nonces, asked, add, shown } = scene({
      ...memoryStore,
      open: (adopt) => {
        handOver = adopt;
      },
      remove: (nonce) => removed.push(nonce),
    });
    add("c");
    handOver(["a", "b"].map((nonce, index) => left(nonce, index)));
    outbox.connected(true);
    expect([...shown.keys()]).toEqual(["c", "a", "b"]);
    for (let index = 0; index < 3; index += 1) await asked[index]?.ack();
    expect(nonces()).toEqual(["a", "b", "c"]);
    expect(removed).toEqual(["a", "b", "c"]);
  });

  test("what waited for most of a day is not sent without being asked about: its nonce may be forgotten", () => {
    const { outbox, add, nonces, shown, clock } = scene();
    add("old");
    clock.now += STALE_MS;
    add("new");
    clock.now += 1;
    outbox.connected(true);
    expect(nonces()).toEqual(["new"]);
    expect(shown.get("old")).toMatchObject({ state: "failed", error: { code: "stale" } });
    outbox.connected(false);
    outbox.retry("old");
    expect(shown.get("old")).toMatchObject({ state: "waiting", createdAt: clock.now });
  });

  test("signing off leaves what waits in its store, giving up empties it; late answers concern nobody", async () => {
    const calls: string[] = [];
    const store = { ...memoryStore, close: () => calls.push("close"), clear: () => calls.push("clear") };
    const { outbox, add, asked, sent } = scene(store);
    outbox.connected(true);
    add("a");
    outbox.close();
    expect(calls).toEqual(["close"]);
    await asked[0]?.ack();
    expect(sent).toEqual([]);
    outbox.open(store);
    add("b");
    outbox.clear();
    expect(calls).toEqual(["close", "clear", "close"]);
    expect(outbox.size).toBe(0);
  });
});

const left = (nonce: string, createdAt: number): Outgoing => ({
  nonce,
  channelId: "c",
  content: nonce,
  replyTo: null,
  priority: 0,
  createdAt,
  state: "waiting",
  error: null,
});

describe("outbox, whatever the server does", () => {
  test("every message is stored once, in the order of its channel", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("x", "y", "z"), fc.constantFrom<Priority>(0, 1)), { maxLength: 30 }),
        fc.infiniteStream(fc.constantFrom("ack", "ack", "lostAck", "lost", "timeout", "busy", "fast", "drop")),
        async (messages, fates) => {
          const { outbox, asked, timers, add } = scene();
          /** The server: one row per nonce, as the contract has it. */
          const stored = new Map<string, string[]>();
          const store = ({ channelId, nonce }: Outgoing) => {
            const rows = stored.get(channelId) ?? [];
            if (!rows.includes(nonce)) stored.set(channelId, [...rows, nonce]);
          };
          messages.forEach(([channelId, priority], index) => void add(`${channelId}${index}`, channelId, priority));
          outbox.connected(true);
          let answered = 0;
          let ran = 0;
          while (outbox.size > 0) {
            const request = asked[answered];
            if (!request) {
              const timer = timers[ran];
              if (timer) timer.run();
              else outbox.connected(true);
              ran += timer ? 1 : 0;
              continue;
            }
            answered += 1;
            // A broken server would go on for ever: after a while it mends.
            const fate = answered > 500 ? "ack" : fates.next().value;
            if (fate === "ack" || fate === "lostAck") store(request.message);
            if (fate === "ack") await request.ack();
            else if (fate === "busy") await request.fail(new RequestFailed("unavailable", "busy", 1));
            else if (fate === "fast") await request.fail(new RequestFailed("rate_limited", "slower", 1));
            else if (fate === "timeout") await request.fail(new RequestFailed("timeout", "no answer"));
            else {
              if (fate === "drop") outbox.connected(false);
              await request.fail(lost);
              outbox.connected(true);
            }
          }
          for (const channelId of ["x", "y", "z"]) {
            const written = messages.flatMap(([id], index) => (id === channelId ? [`${id}${index}`] : []));
            expect(stored.get(channelId) ?? []).toEqual(written);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
