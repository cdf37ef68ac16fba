import { describe, expect, test } from "vitest";
import type { AckData } from "./frames";
import { memoryStore, OUTBOX_MAX, Outbox, type OutboxStore, type Outgoing } from "./outbox";
import { RequestFailed } from "./socket";

/** An outbox whose server and clock are operated by hand. */
const scene = (store: OutboxStore = memoryStore()) => {
  const asked: {
    message: Outgoing;
    ack: (data?: AckData) => Promise<void>;
    fail: (error: RequestFailed) => Promise<void>;
  }[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const shown = new Map<string, Outgoing>();
  const sent: string[] = [];
  const outbox = new Outbox({
    store,
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
    later: (ms, run) => timers.push({ ms, run }),
    changed: (message) => shown.set(message.nonce, message),
    sent: (message) => sent.push(message.nonce),
  });
  const add = (nonce: string, channelId = "c") =>
    outbox.add({ nonce, channelId, content: nonce, replyTo: null, createdAt: 0 });
  const nonces = () => asked.map(({ message }) => message.nonce);
  return { outbox, asked, timers, shown, sent, add, nonces };
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
    const { outbox, add, nonces, asked, timers } = scene();
    outbox.connected(true);
    add("a");
    await asked[0]?.fail(new RequestFailed("timeout", "no answer"));
    timers[0]?.run();
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
    expect(shown.get("a")).toMatchObject({ state: "failed", error: "You may not" });
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

  test("what an earlier page left behind is sent, in its order", async () => {
    const kept: Outgoing[] = ["a", "b"].map((nonce) => ({
      nonce,
      channelId: "c",
      content: nonce,
      replyTo: null,
      createdAt: 0,
      state: "waiting",
      error: null,
    }));
    const removed: string[] = [];
    const { outbox, nonces, asked } = scene({
      load: async () => kept,
      put: () => undefined,
      remove: (nonce) => removed.push(nonce),
    });
    outbox.connected(true);
    await outbox.restore();
    expect(nonces()).toEqual(["a"]);
    await asked[0]?.ack();
    expect(removed).toEqual(["a"]);
    expect(nonces()).toEqual(["a", "b"]);
  });
});
