import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as calls from "../api/calls";
import { Problem } from "../api/problem";
import type { Account } from "../api/types";
import { useNotices } from "./notices";
import { dropPush, lookAtPush, resumePush, turnPush, usePush } from "./push";
import { setSession } from "./session";

const KEY = "BAEC_w";
const bytes = Uint8Array.from([4, 1, 2, 255]).buffer;

/** A browser's subscription, to the server's key unless told otherwise. */
const subscription = (to: ArrayBuffer = bytes) => ({
  options: { applicationServerKey: to },
  toJSON: () => ({ endpoint: "https://push.example.org/1", keys: { p256dh: "public", auth: "secret" } }),
  unsubscribe: vi.fn(async () => {
    held = null;
    return true;
  }),
});

let held: ReturnType<typeof subscription> | null = null;
const subscribe = vi.fn();

const signIn = (id: string) => setSession({ phase: "signedIn", me: { id } as Account });

beforeEach(() => {
  held = null;
  localStorage.clear();
  usePush.setState({ key: null, possible: false, on: false, busy: false });
  subscribe.mockReset().mockImplementation(async () => {
    held = subscription();
    return held;
  });
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { permission: "granted" });
  vi.stubGlobal("caches", { open: async () => ({ put: async () => undefined }) });
  const registration = { pushManager: { subscribe, getSubscription: async () => held } };
  vi.stubGlobal("navigator", { ...navigator, serviceWorker: { getRegistration: async () => registration } });
  vi.spyOn(calls, "readPushKey").mockImplementation(async () => ({ key: KEY }));
  vi.spyOn(calls, "subscribePush").mockImplementation(async () => undefined as never);
  vi.spyOn(calls, "unsubscribePush").mockImplementation(async () => undefined as never);
  signIn("me");
});

afterEach(() => {
  vi.unstubAllGlobals();
  useNotices.setState({ lines: [] });
});

test("turned on, the browser subscribes and the server is told; turned off, both forget it", async () => {
  await lookAtPush();
  expect(usePush.getState()).toMatchObject({ key: KEY, possible: true, on: false });
  await turnPush(true);
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: KEY });
  expect(calls.subscribePush).toHaveBeenCalledWith({
    endpoint: "https://push.example.org/1",
    keys: { p256dh: "public", auth: "secret" },
  });
  expect(usePush.getState().on).toBe(true);
  await turnPush(false);
  expect(held).toBeNull();
  expect(calls.unsubscribePush).toHaveBeenCalled();
  expect(usePush.getState()).toMatchObject({ on: false, busy: false });
});

test("where the server pushes nothing there is no key", async () => {
  vi.mocked(calls.readPushKey).mockRejectedValue(new Problem("x", 404, ""));
  await lookAtPush();
  expect(usePush.getState().key).toBeNull();
});

test("what hinders it is said, and nothing is on", async () => {
  await lookAtPush();
  subscribe.mockRejectedValue(new DOMException("push service error", "AbortError"));
  await turnPush(true);
  expect(useNotices.getState().lines).toHaveLength(1);
  expect(usePush.getState().on).toBe(false);
  vi.stubGlobal("Notification", { permission: "denied" });
  subscribe.mockClear();
  await turnPush(true);
  expect(subscribe).not.toHaveBeenCalled();
});

test("what the server would not take is no subscription", async () => {
  await lookAtPush();
  vi.mocked(calls.subscribePush).mockRejectedValue(new Problem("x", 503, ""));
  await turnPush(true);
  expect(held).toBeNull();
  expect(usePush.getState().on).toBe(false);
});

test("the next sign-in of the same person goes on with it, that of another ends it", async () => {
  await lookAtPush();
  await turnPush(true);
  await resumePush();
  expect(calls.subscribePush).toHaveBeenCalledTimes(2);
  signIn("another");
  await resumePush();
  expect(held).toBeNull();
  expect(calls.subscribePush).toHaveBeenCalledTimes(2);
});

test("a server with another key is subscribed to anew", async () => {
  await lookAtPush();
  await turnPush(true);
  const old = subscription(Uint8Array.from([9]).buffer);
  held = old;
  await resumePush();
  expect(old.unsubscribe).toHaveBeenCalled();
  expect(subscribe).toHaveBeenCalledTimes(2);
  expect(usePush.getState().on).toBe(true);
});

test("who signs out leaves nothing behind, and the server is not asked", async () => {
  await lookAtPush();
  await turnPush(true);
  await dropPush(false);
  expect(held).toBeNull();
  expect(calls.unsubscribePush).not.toHaveBeenCalled();
});
