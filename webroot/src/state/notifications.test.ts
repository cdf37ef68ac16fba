import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Account, Channel, Level, Notification } from "../api/types";
import type { ServerFrame } from "../realtime/frames";
import { setChannels, useChannels } from "./channels";
import { dispatch } from "./dispatch";
import { clearLevels, readLevels, useLevels } from "./levels";
import {
  clearNotifications,
  NOTIFICATIONS_MAX,
  notificationsShown,
  readNotifications,
  useNotifications,
} from "./notifications";
import { clearReads, useReads } from "./reads";
import { setSession } from "./session";
import { useUsers } from "./users";

const person = (id: string) => ({ id, username: id, displayName: id, avatarUrl: null });
const channel = (id: string) => ({ id, serverId: "s", overwrites: [] }) as unknown as Channel;
const told = (n: number, more: Partial<Notification> = {}): Notification => ({
  id: `n${String(n).padStart(4, "0")}`,
  kind: "mention",
  by: person("ada"),
  serverId: "s",
  channelId: "c",
  messageId: `m${n}`,
  seq: n,
  createdAt: "2026-11-21T10:00:00.000Z",
  ...more,
});
const friend = (n: number): Notification => ({ id: `n000${n}`, kind: "friend", by: person("bob"), createdAt: "" });

const again = vi.fn();
const tell = (event: string, data: object) =>
  dispatch({ event, stream: "x", seq: 1, data } as unknown as ServerFrame, 0, {
    readServer: () => undefined,
    readStanding: () => undefined,
    readNotifications: again,
    missed: () => false,
  });
const isTold = (...all: Notification[]) => {
  for (const notification of all) tell("notification", { notification });
};
/** What is shown: ids without their zeros, those that are read in brackets. */
const shown = () => {
  const { list } = useNotifications.getState();
  const all = notificationsShown(list, useChannels.getState().byId, useReads.getState().read);
  return all.map(({ id, read }) => (read ? `(${Number(id.slice(1))})` : `${Number(id.slice(1))}`)).join(" ");
};
/** A reading under way, and its answer. */
const reading = <T>(begin: (read: () => Promise<T>) => Promise<void>) => {
  let answer: (all: T) => void = () => undefined;
  const done = begin(() => new Promise((resolve) => (answer = resolve)));
  return async (all: T) => {
    answer(all);
    await done;
  };
};

beforeEach(() => {
  again.mockReset();
  clearNotifications();
  clearLevels();
  clearReads();
  setChannels([channel("c"), channel("d")]);
  setSession({ phase: "signedIn", me: person("me") as Account });
});

describe("notifications", () => {
  test("stand with the newest first, each once, and who they are by is known by name", () => {
    isTold(told(2), told(1), friend(3), told(2));
    expect(shown()).toBe("3 2 1");
    expect(useUsers.getState().byId.bob?.displayName).toBe("bob");
  });

  test("are read by their ids, on whichever device", () => {
    isTold(told(1), told(2), friend(3));
    tell("notifications:read", { ids: ["n0001", "n0003", "unknown"] });
    expect(shown()).toBe("(3) 2 (1)");
  });

  test("about a message are read once its channel is read up to it", () => {
    isTold(told(1), told(2), told(3, { channelId: "d" }), friend(4));
    tell("read:updated", { userId: "me", channelId: "c", seq: 1 });
    expect(shown()).toBe("4 3 2 (1)");
    tell("server:read", { serverId: "s", reads: { c: 2, d: 3 } });
    expect(shown()).toBe("4 (3) (2) (1)");
  });

  test("are read by a message of one's own, and not by one of another", () => {
    isTold(told(1));
    const message = { id: "m2", channelId: "c", seq: 2, mentions: [], mentionRoles: [], flags: 0 };
    tell("message:new", { channelId: "c", message: { ...message, author: person("ada") } });
    expect(shown()).toBe("1");
    tell("message:new", { channelId: "c", message: { ...message, id: "m3", seq: 3, author: person("me") } });
    expect(shown()).toBe("(1)");
  });

  test("that come after their message was read are read", () => {
    tell("read:updated", { userId: "me", channelId: "c", seq: 7 });
    isTold(told(7), told(8));
    expect(shown()).toBe("8 (7)");
  });

  test("of deleted messages are gone, and do not come when they are told late", () => {
    isTold(told(1), told(2), told(3));
    tell("message:deleted", { channelId: "c", messageId: "m1" });
    tell("messages:deleted", { channelId: "c", messageIds: ["m2", "m4"] });
    isTold(told(4), told(5));
    expect(shown()).toBe("5 3");
  });

  test("of a channel that is removed are gone, and read anew when it is seen again", () => {
    isTold(told(1), told(2, { channelId: "d" }));
    tell("channel:removed", { serverId: "s", channelId: "c" });
    isTold(told(3));
    expect(shown()).toBe("2");
    expect(useNotifications.getState().list.map(({ id }) => id)).toEqual(["n0003", "n0002"]);
    tell("channel:created", { channel: channel("e"), position: 0 });
    expect(again).not.toHaveBeenCalled();
    tell("channel:created", { channel: channel("c"), position: 3 });
    expect(again).toHaveBeenCalledOnce();
  });

  test("of a server or conversation that is left are gone, and read anew when one is back", () => {
    const { serverId: _, ...direct } = told(2, { kind: "dm", channelId: "g" });
    isTold(told(1), direct, friend(3));
    expect(shown()).toBe("3 2 1");
    tell("server:left", { serverId: "s", reason: "left" });
    expect(shown()).toBe("3 2");
    tell("conversation:left", { conversationId: "g" });
    expect(useNotifications.getState().list.map(({ id }) => id)).toEqual(["n0003"]);
    tell("server:joined", { server: { id: "s" }, channels: [channel("c")], positions: {} });
    tell("dm:created", { conversation: { id: "g", participants: [] }, position: 0 });
    expect(again).toHaveBeenCalledTimes(1);
    tell("dm:created", { conversation: { id: "g", participants: [] }, position: 4 });
    expect(again).toHaveBeenCalledTimes(2);
  });

  test("are kept up to a bound: the oldest go", () => {
    for (let n = 1; n <= NOTIFICATIONS_MAX + 2; n++) isTold(told(n));
    const { list } = useNotifications.getState();
    expect([list.length, list.at(-1)?.id]).toEqual([NOTIFICATIONS_MAX, "n0003"]);
  });

  test("that are told while they are read win over the answer", async () => {
    isTold(told(9));
    const answer = reading(readNotifications);
    tell("message:deleted", { channelId: "c", messageId: "m1" });
    tell("notifications:read", { ids: ["n0002"] });
    isTold(told(5), told(4));
    await answer([told(4, { readAt: "2026-11-21T10:00:00.000Z" }), told(3), told(2), told(1)]);
    expect(shown()).toBe("5 (4) 3 (2)");
  });

  test("of an older reading are not taken over those of a newer one, nor after a sign-out", async () => {
    const first = reading(readNotifications);
    const second = reading(readNotifications);
    await second([told(2)]);
    await first([told(1)]);
    expect(shown()).toBe("2");
    const late = reading(readNotifications);
    clearNotifications();
    await late([told(3)]);
    expect(shown()).toBe("");
  });

  test("stay as they are when they cannot be read", async () => {
    isTold(told(1));
    await expect(readNotifications(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
    isTold(told(2));
    expect(shown()).toBe("2 1");
  });
});

describe("levels", () => {
  const set = (level: Level) => tell("levels:updated", { level });

  test("are what was set last; one that says nothing is set no more", () => {
    set({ subjectId: "c", level: "all" });
    set({ subjectId: "s", mutedUntil: "9999-01-01T00:00:00.000Z" });
    set({ subjectId: "d", level: "nothing" });
    set({ subjectId: "c", level: "mentions" });
    set({ subjectId: "d" });
    expect(useLevels.getState().bySubject).toEqual({
      c: { subjectId: "c", level: "mentions" },
      s: { subjectId: "s", mutedUntil: "9999-01-01T00:00:00.000Z" },
    });
  });

  test("that are told while they are read win over the answer", async () => {
    set({ subjectId: "x", level: "all" });
    const answer = reading(readLevels);
    set({ subjectId: "c", level: "nothing" });
    set({ subjectId: "d" });
    await answer([
      { subjectId: "c", level: "all" },
      { subjectId: "d", level: "all" },
      { subjectId: "s", level: "mentions" },
    ]);
    expect(useLevels.getState().bySubject).toEqual({
      c: { subjectId: "c", level: "nothing" },
      s: { subjectId: "s", level: "mentions" },
    });
  });
});
