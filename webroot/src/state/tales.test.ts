import { beforeEach, describe, expect, test } from "vitest";
import type { Channel, Member, Message, Notification, ServerDetail } from "../api/types";
import { setChannels } from "./channels";
import { clearLevels, putLevel } from "./levels";
import { clearNotifications, putNotification } from "./notifications";
import { clearReads, setRead } from "./reads";
import { clearRelationships, putRelationship } from "./relationships";
import { EVERYONE } from "./selectors";
import { setServers } from "./servers";
import { setSession } from "./session";
import { heardMessage, hearMessage, isPast, onTale, type Tale } from "./tales";

let count = 0;
const fresh = (base: string) => {
  count += 1;
  return `${base}${String(count).padStart(4, "0")}`;
};
const now = () => new Date().toISOString();
const bob = { id: "bob", username: "bob", displayName: "Bob", avatarUrl: null };
const message = (more: Partial<Message>): Message =>
  ({
    id: fresh("m"),
    channelId: "c",
    seq: 5,
    author: bob,
    mentions: [],
    mentionRoles: [],
    flags: 0,
    createdAt: now(),
    ...more,
  }) as Message;
const notification = (more: Partial<Notification> = {}): Notification => ({
  id: fresh("n"),
  kind: "mention",
  by: bob,
  serverId: "s",
  channelId: "c",
  messageId: fresh("m"),
  seq: 5,
  createdAt: now(),
  ...more,
});

let tales: Tale[] = [];
beforeEach(() => {
  clearNotifications();
  clearLevels();
  clearReads();
  clearRelationships();
  setSession({ phase: "signedIn", me: { id: "me" } as never });
  setServers([
    { id: "s", roles: [], emoji: [], member: { roles: ["r"] } as unknown as Member } as unknown as ServerDetail,
  ]);
  setChannels([{ id: "c", serverId: "s", overwrites: [] } as unknown as Channel]);
  tales = [];
  return onTale((tale) => tales.push(tale));
});

describe("what is told outside the page", () => {
  test("is what the server tells, once, while it is news", () => {
    const one = notification();
    putNotification(one);
    putNotification(one);
    putNotification(notification({ createdAt: new Date(Date.now() - 3_600_000).toISOString() }));
    putNotification(notification({ readAt: now() }));
    expect(tales.map(({ id, kind }) => [id, kind])).toEqual([[one.id, "mention"]]);
  });

  test("is what calls a role of mine or everybody, of which the server tells nobody", () => {
    hearMessage(message({ mentionRoles: ["r"] }));
    hearMessage(message({ flags: EVERYONE }));
    hearMessage(message({ mentionRoles: ["other"] }));
    hearMessage(message({ flags: EVERYONE, mentions: ["me"] }));
    hearMessage(message({ flags: EVERYONE, author: { ...bob, id: "me" } }));
    expect(tales.map(({ kind }) => kind)).toEqual(["call", "call"]);
  });

  test("is nothing of a place that I want to hear nothing of", () => {
    putLevel({ subjectId: "s", level: "nothing" });
    hearMessage(message({ flags: EVERYONE }));
    putLevel({ subjectId: "c", level: "mentions" });
    hearMessage(message({ flags: EVERYONE }));
    putLevel({ subjectId: "c", level: "all", mutedUntil: "9999-01-01T00:00:00Z" });
    hearMessage(message({ flags: EVERYONE }));
    expect(tales).toHaveLength(1);
  });

  test("is nothing of whom I have blocked", () => {
    putRelationship("bob", "blocked");
    hearMessage(message({ flags: EVERYONE }));
    hearMessage(message({ mentionRoles: ["r"] }));
    expect(tales).toEqual([]);
  });

  test("is past once it was read", () => {
    putNotification(notification({ seq: 5 }));
    const tale = tales[0];
    expect(tale && isPast(tale)).toBe(false);
    setRead("c", 5);
    expect(tale && isPast(tale)).toBe(true);
  });
});

test("the words of what was heard lately are known", () => {
  const one = message({ content: "hello" });
  hearMessage(one);
  expect(heardMessage(one.id)?.content).toBe("hello");
  for (let n = 0; n < 100; n += 1) hearMessage(message({}));
  expect(heardMessage(one.id)).toBeUndefined();
});
