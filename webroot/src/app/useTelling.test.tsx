import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import type { Notification as News } from "../api/types";
import { useDesktopNotifications } from "../state/desktopNotifications";
import { clearNotifications, putNotification } from "../state/notifications";
import { setSession } from "../state/session";
import { useTelling } from "./useTelling";

/** What the browser showed from the page. */
interface Shown {
  title: string;
  options: NotificationOptions;
  onclick: (() => void) | null;
}

const shown: Shown[] = [];
const by = { id: "alice", username: "alice", displayName: "Alice", avatarUrl: null };
const news = (more: Partial<News>): News => ({
  id: crypto.randomUUID(),
  kind: "dm",
  by,
  createdAt: new Date().toISOString(),
  ...more,
});

const telling = () => {
  const { hook, history } = memoryLocation({ path: "/settings", record: true });
  renderHook(() => useTelling(null), { wrapper: ({ children }) => <Router hook={hook}>{children}</Router> });
  return history;
};

beforeEach(() => {
  setSession({ phase: "signedIn", me: { id: "me" } as never });
  shown.length = 0;
  useDesktopNotifications.setState({ permission: "granted", wanted: true, sound: false });
  vi.stubGlobal(
    "Notification",
    class implements Shown {
      onclick: (() => void) | null = null;
      constructor(
        readonly title: string,
        readonly options: NotificationOptions,
      ) {
        shown.push(this);
      }
      close() {}
    },
  );
  vi.stubGlobal("focus", () => undefined);
});

afterEach(() => {
  cleanup();
  clearNotifications();
  vi.unstubAllGlobals();
});

test("a click on what is told of a conversation opens it at the message", async () => {
  const history = telling();
  putNotification(news({ channelId: "c1", messageId: "m1", seq: 3 }));
  await vi.waitFor(() => expect(shown).toHaveLength(1));
  expect(shown[0]).toMatchObject({ title: "Alice", options: { body: "Alice wrote to you", tag: "c1" } });
  shown[0]?.onclick?.();
  expect(history.at(-1)).toBe("/conversations/c1/m1");
});

test("one on what is told of a channel or of a friend leads there", async () => {
  const history = telling();
  putNotification(news({ kind: "mention", serverId: "s1", channelId: "c1", messageId: "m1", seq: 3 }));
  putNotification(news({ kind: "friend" }));
  await vi.waitFor(() => expect(shown).toHaveLength(2));
  for (const one of shown) one.onclick?.();
  expect(history.slice(-2)).toEqual(["/channels/s1/c1/m1", "/friends"]);
});

test("where there is a service worker it shows it, with where it leads", async () => {
  const showNotification = vi.fn(async () => undefined);
  const registration = { active: {}, getNotifications: async () => [], showNotification };
  vi.stubGlobal("navigator", { ...navigator, serviceWorker: { getRegistration: async () => registration } });
  telling();
  const one = news({ channelId: "c1", messageId: "m1", seq: 3 });
  putNotification(one);
  await vi.waitFor(() => expect(showNotification).toHaveBeenCalledOnce());
  expect(showNotification).toHaveBeenCalledWith(
    "Alice",
    expect.objectContaining({ tag: "c1", silent: true, data: { id: one.id, path: "/conversations/c1/m1" } }),
  );
  expect(shown).toEqual([]);
});
