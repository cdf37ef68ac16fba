import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Told } from "../api/problem";
import { afterClose, type CallEnd, Signalling, waitBefore } from "./signalling";
import type { Ready, Signal } from "./wire";

interface Said {
  event: string;
  id?: string;
  data: Record<string, unknown>;
}

class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1) as FakeSocket;
  }
  readyState = 1;
  said: Said[] = [];
  closed = false;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.said.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  hears(event: string, data: object, id?: string) {
    this.onmessage?.({ data: JSON.stringify({ event, data, id }) });
  }
  ends(code: number, reason = "") {
    const told = this.onclose;
    this.onclose = null;
    told?.({ code, reason });
  }
  get signals(): Said[] {
    return this.said.filter(({ event }) => event.startsWith("voice:") && event !== "voice:state");
  }
}

const ready = (over: Partial<Ready> = {}): Ready => ({
  channelId: "c",
  self: "me",
  sessionId: "secret",
  resumed: false,
  n: 0,
  participants: [],
  iceServers: [],
  iceExpiresAt: "",
  quality: { audioKbps: 64, reason: "normal" },
  resumeWindowMs: 20_000,
  capacity: 8,
  may: [],
  ...over,
});

const scene = async () => {
  const token = vi.fn(async (_refreshFirst: boolean): Promise<string | null> => "t");
  const heard = {
    ready: [] as Ready[],
    signals: [] as Signal[],
    links: [] as boolean[],
    lost: [] as string[],
    refused: [] as Told[],
  };
  const ends: CallEnd[] = [];
  const signalling = new Signalling(
    "c",
    { url: "ws://test", open: (url) => new FakeSocket(url) as unknown as WebSocket, token, random: () => 0.5 },
    {
      ready: (one) => heard.ready.push(one),
      signal: (one) => heard.signals.push(one),
      told: () => undefined,
      undelivered: (target) => heard.lost.push(target),
      refused: (told) => heard.refused.push(told),
      link: (up) => heard.links.push(up),
      over: (end) => ends.push(end),
    },
  );
  signalling.start();
  await vi.advanceTimersByTimeAsync(0);
  return { signalling, token, heard, ends };
};

const offer = (target: string) => ({ event: "voice:offer" as const, data: { target, sdp: "v=0", pc: "1.a" } });
const heardOffer = (n: number) => ({ from: "bob", n, sdp: "v=0", pc: "1.b" });

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
});
afterEach(() => vi.useRealTimers());

test("connecting is joining; a lost socket is back at once and goes on after the last signal", async () => {
  const { heard, ends } = await scene();
  expect(FakeSocket.last.url).toBe("ws://test/ws/voice/c?token=t");
  FakeSocket.last.hears("voice:ready", ready());
  FakeSocket.last.hears("voice:offer", heardOffer(1));
  FakeSocket.last.hears("voice:offer", heardOffer(2));
  FakeSocket.last.ends(1006);
  expect(heard.links).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(100);
  expect(FakeSocket.last.url).toBe("ws://test/ws/voice/c?token=t&resume=secret%3A2");
  FakeSocket.last.hears("voice:ready", ready({ resumed: true, n: 3 }));
  // One that came before the loss is told again, and one that did not.
  FakeSocket.last.hears("voice:offer", heardOffer(2));
  FakeSocket.last.hears("voice:offer", heardOffer(3));
  expect(heard.signals.map(({ data }) => data.n)).toEqual([1, 2, 3]);
  expect(ends).toEqual([]);
});

test("within two seconds there are four tries", async () => {
  await scene();
  FakeSocket.last.hears("voice:ready", ready());
  const before = FakeSocket.all.length;
  for (let at = 0; at < 2_000; at += 50) {
    FakeSocket.last.ends(1006);
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(FakeSocket.all.length - before).toBeGreaterThanOrEqual(4);
});

test("what nobody acknowledged is said again after coming back; what was, is not", async () => {
  const { signalling } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  signalling.signal(offer("bob"));
  signalling.signal(offer("eve"));
  FakeSocket.last.hears("ack", {}, "1");
  FakeSocket.last.ends(1006);
  signalling.signal(offer("kim"));
  signalling.state({ muted: true });
  await vi.advanceTimersByTimeAsync(100);
  FakeSocket.last.hears("voice:ready", ready({ resumed: true }));
  expect(FakeSocket.last.signals.map(({ data }) => data.target)).toEqual(["eve", "kim"]);
  expect(FakeSocket.last.said[0]).toEqual({ event: "voice:state", data: { muted: true } });
});

test("to those of another session nothing is said again", async () => {
  const { signalling, heard } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  signalling.signal(offer("bob"));
  FakeSocket.last.ends(1006);
  await vi.advanceTimersByTimeAsync(100);
  FakeSocket.last.hears("voice:ready", ready({ self: "anew", sessionId: "other", n: 0 }));
  expect(FakeSocket.last.signals).toEqual([]);
  FakeSocket.last.hears("voice:offer", heardOffer(1));
  expect(heard.signals).toHaveLength(1);
});

test("what was not taken of what I said of myself is told, and the call goes on", async () => {
  const { signalling, heard, ends } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  signalling.state({ screen: true });
  FakeSocket.last.hears("error", { code: "forbidden", reason: "MISSING_PERMISSION", message: "no" });
  expect(heard.refused).toMatchObject([{ reason: "MISSING_PERMISSION" }]);
  expect(ends).toEqual([]);
});

test("a refusal is told in its own words, once, and nothing is tried again", async () => {
  const { ends } = await scene();
  FakeSocket.last.hears("error", { code: "forbidden", message: "full", reason: "CALL_FULL", params: { most: "8" } });
  FakeSocket.last.ends(4505);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ends).toMatchObject([{ kind: "refused", message: "full", told: { reason: "CALL_FULL" } }]);
  expect(FakeSocket.all).toHaveLength(1);
});

test("somebody who is not there any more is told of", async () => {
  const { signalling, heard } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  signalling.signal(offer("bob"));
  FakeSocket.last.hears("error", { code: "not_found", message: "gone", reason: "NO_SUCH_PARTICIPANT" }, "1");
  expect(heard.lost).toEqual(["bob"]);
});

test("one's own end is the end, whatever the socket does then", async () => {
  const { ends } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  const left = { channelId: "c", participantId: "me", userId: "u", reason: "moved", to: "d" };
  FakeSocket.last.hears("voice:left", left);
  expect(ends).toEqual([{ kind: "left", left }]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(FakeSocket.all).toHaveLength(1);
});

test("whoever sees the channel no more is told so, and not that the server is away", async () => {
  const { ends } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  FakeSocket.last.ends(4504);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ends).toEqual([{ kind: "closed" }]);
  expect(FakeSocket.all).toHaveLength(1);
});

test("a token that is not taken is renewed once", async () => {
  const { token, ends } = await scene();
  FakeSocket.last.ends(4501);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(token).toHaveBeenLastCalledWith(true);
  FakeSocket.last.ends(4501);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ends).toEqual([{ kind: "lost" }]);
  expect(FakeSocket.all).toHaveLength(2);
});

test("a socket of which nothing is heard is left; one that says pong is not", async () => {
  const { heard } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  for (let at = 0; at < 20_000; at += 2_000) {
    await vi.advanceTimersByTimeAsync(2_000);
    FakeSocket.last.hears("pong", {});
  }
  expect(heard.links).toEqual([true]);
  await vi.advanceTimersByTimeAsync(8_500);
  expect(heard.links).toEqual([true, false]);
});

test("who leaves says so, and is gone", async () => {
  const { signalling, ends } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  signalling.leave();
  expect(FakeSocket.last.said.at(-1)?.event).toBe("voice:leave");
  expect(FakeSocket.last.closed).toBe(true);
  expect(ends).toEqual([]);
});

test("close codes say what to do, and an overloaded node is not hurried", () => {
  expect([1001, 1006, 4003, 4009, 4013].map(afterClose)).toEqual(Array(5).fill("resume"));
  expect([4007, 4501].map(afterClose)).toEqual(["refresh", "refresh"]);
  expect([4503, 4504, 4505, 4522].map(afterClose)).toEqual(Array(4).fill("end"));
  expect(waitBefore(0, 1006, "", () => 0.5)).toBe(0);
  expect(waitBefore(0, 4013, "", () => 0.5)).toBe(1_000);
});

test("who was told when to come back does not come sooner, nor waits for longer than a call does", async () => {
  await scene();
  FakeSocket.last.hears("voice:ready", ready());
  const tries = FakeSocket.all.length;
  FakeSocket.last.ends(4008, "retry=5000 too many frames");
  await vi.advanceTimersByTimeAsync(4_999);
  expect(FakeSocket.all.length).toBe(tries);
  await vi.advanceTimersByTimeAsync(501);
  expect(FakeSocket.all.length).toBe(tries + 1);
  expect(waitBefore(3, 4003, "retry=0 nothing was heard", () => 0.5)).toBe(1_000);
  expect(waitBefore(0, 4013, "retry=99999999 overloaded", () => 1)).toBe(10_500);
});

test("who tries at once while a try is waited for keeps the socket that came of it", async () => {
  const { signalling, heard } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  FakeSocket.last.ends(1006);
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.last.ends(1006);
  signalling.now();
  await vi.advanceTimersByTimeAsync(0);
  const socket = FakeSocket.last;
  socket.hears("voice:ready", ready({ resumed: true }));
  const tries = FakeSocket.all.length;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(socket.closed).toBe(false);
  expect(FakeSocket.all.length).toBe(tries);
  expect(heard.links.at(-1)).toBe(true);
});

test("a computer that slept for hours does not come back to its call by itself", async () => {
  const { ends } = await scene();
  FakeSocket.last.hears("voice:ready", ready());
  // Nothing runs while it sleeps, but the clock.
  vi.setSystemTime(Date.now() + 3 * 3_600_000);
  const tries = FakeSocket.all.length;
  FakeSocket.last.ends(1006);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ends).toEqual([{ kind: "lost" }]);
  expect(FakeSocket.all.length).toBe(tries);
});
