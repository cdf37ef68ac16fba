import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Channel, Member, Message, Overwrite, Permission, Relationship, Role, Server } from "../api/types";
import { ALL, inChannel, namesOf } from "../lib/permissions";
import type { ServerFrame } from "../realtime/frames";
import { putChannel, setChannels, useChannels } from "./channels";
import { dispatch } from "./dispatch";
import { noHistory } from "./history";
import { clearMembers, setRoster, useMembers } from "./members";
import { clearMessages, showOutgoing, useMessages, whenSeen } from "./messages";
import { clearOwnSettings, putOwnSettings, useOwnSettings } from "./ownSettings";
import { myStanding } from "./powers";
import { clearPresence, usePresence } from "./presence";
import { callsOf, clearReads, isUnread, setReads, useReads } from "./reads";
import { clearRelationships, readRelationships, useRelationships } from "./relationships";
import { clearServers, putServer, setServers, useServers } from "./servers";
import { setSession } from "./session";
import { clearTyping, setTyping, useTyping } from "./typing";
import { useUsers } from "./users";

const account = {
  id: "me",
  username: "me",
  displayName: "Me",
  avatarUrl: null,
  bio: null,
  status: null,
  lastSeen: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  email: "me@example.org",
  emailVerified: false,
  operator: false,
};
const server: Server = {
  id: "s",
  name: "S",
  description: null,
  iconUrl: null,
  ownerId: "me",
  systemChannelId: null,
  minAccountAge: 0,
  createdAt: "",
};
const channel: Channel = {
  id: "c",
  serverId: "s",
  name: "general",
  type: "text",
  position: 0,
  topic: null,
  parentId: null,
  slowMode: 0,
  overwrites: [],
  createdAt: "",
};
const member = (id: string): Member => ({
  user: { ...account, id, displayName: id },
  nickname: null,
  roles: [],
  joinedAt: "",
  presence: "online",
});
const message = (seq: number, authorId: string, more: Partial<Message> = {}) =>
  ({
    id: `m${seq}`,
    channelId: "c",
    seq,
    author: { id: authorId, username: authorId, displayName: authorId, avatarUrl: null },
    content: "hi",
    mentions: [],
    mentionRoles: [],
    flags: 0,
    reactions: [],
    createdAt: "2026-11-21T10:00:00.000Z",
    ...more,
  }) as unknown as Message;

const role = (id: string, position: number, permissions: Permission[]): Role => ({
  id,
  serverId: "s",
  name: id,
  color: 0,
  permissions,
  position,
  hoist: false,
  mentionable: true,
});
const said = (roleId: string): Overwrite => ({ roleId, allow: [], deny: [] });
/** I am in a server of Ada's, with a role that I do not have. */
const enter = () => {
  const roles = [role("all", 0, ["VIEW_CHANNEL", "SEND_MESSAGES"]), role("r", 1000, ["MANAGE_MESSAGES"])];
  const detail = {
    ...server,
    ownerId: "ada",
    channels: [],
    emoji: [],
    member: member("me"),
    permissions: [],
    positions: {},
  };
  setServers([{ ...detail, roles }]);
};

const readServer = vi.fn();
const readStanding = vi.fn();
const tell = (event: string, data: object, seq = 1) =>
  dispatch({ event, stream: "c", seq, data } as unknown as ServerFrame, 1_000, {
    readServer,
    readStanding,
    readNotifications: () => undefined,
    missed: () => false,
  });
const arrives = (sent: Message) => tell("message:new", { channelId: "c", message: sent }, sent.seq);

beforeEach(() => {
  readServer.mockReset();
  readStanding.mockReset();
  clearServers();
  clearMessages();
  clearMembers();
  clearPresence();
  clearReads();
  clearOwnSettings();
  clearRelationships();
  clearTyping();
  setChannels([channel]);
  setSession({ phase: "signedIn", me: account });
});

describe("dispatch", () => {
  test("a message goes to its window, its author to the names", () => {
    useMessages.setState({ histories: { c: { ...noHistory, hasAfter: false, current: true } } });
    arrives(message(1, "bob"));
    expect(useMessages.getState().histories.c?.messages.map(({ id }) => id)).toEqual(["m1"]);
    expect(useUsers.getState().byId.bob?.displayName).toBe("bob");
  });

  test("a channel that was never opened keeps no messages, only that there is something unread", () => {
    arrives(message(7, "bob"));
    expect(useMessages.getState().histories.c).toBeUndefined();
    expect(isUnread(useReads.getState(), "c")).toBe(true);
  });

  test("one's own message is read, another's that names one is a mention", () => {
    arrives(message(1, "me", { mentions: ["me"] }));
    expect(isUnread(useReads.getState(), "c")).toBe(false);
    arrives(message(2, "bob", { mentions: ["me"] }));
    expect(callsOf(useReads.getState(), "c")).toBe(1);
  });

  test("reading on another device takes the mark and the mentions away", () => {
    arrives(message(2, "bob", { mentions: ["me"] }));
    tell("read:updated", { channelId: "c", seq: 2 });
    expect(isUnread(useReads.getState(), "c")).toBe(false);
    expect(callsOf(useReads.getState(), "c")).toBe(0);
    tell("read:updated", { channelId: "c", seq: 1 });
    expect(useReads.getState().read.c).toBe(2);
  });

  test("a message of mine takes the place of its copy on the way, and the outbox is told", () => {
    const seen: string[] = [];
    whenSeen((nonce) => seen.push(nonce));
    showOutgoing({
      nonce: "n1",
      channelId: "c",
      content: "hi",
      replyTo: null,
      priority: 0,
      createdAt: 0,
      state: "waiting",
      error: null,
    });
    arrives(message(1, "bob", { nonce: "n1" }));
    expect(useMessages.getState().outgoing.c).toHaveLength(1);
    arrives(message(2, "me", { nonce: "n1" }));
    expect(useMessages.getState().outgoing.c).toEqual([]);
    expect(seen).toEqual(["n1"]);
  });

  test("who wrote is no longer writing", () => {
    setTyping("c", "bob", 0);
    tell("typing", { channelId: "c", userId: "eve" });
    tell("typing", { channelId: "c", userId: "me" });
    arrives(message(1, "bob"));
    expect(Object.keys(useTyping.getState().byChannel.c ?? {})).toEqual(["eve"]);
  });

  test("channels come, change and go", () => {
    tell("channel:created", { channel: { ...channel, id: "c2" }, position: 0 });
    tell("channel:updated", { channel: { ...channel, topic: "new" } });
    expect(useChannels.getState().byId.c?.topic).toBe("new");
    expect(useChannels.getState().byId.c2).toBeDefined();
    useMessages.setState({ histories: { c: noHistory } });
    tell("channel:removed", { channelId: "c" });
    expect(useChannels.getState().byId.c).toBeUndefined();
    expect(useMessages.getState().histories.c).toBeUndefined();
  });

  test("joining a server brings it with its channels, and asks what one may do there", () => {
    tell("server:joined", { server, channels: [channel], positions: {} });
    expect(useServers.getState().order).toEqual(["s"]);
    expect(readServer).toHaveBeenCalledExactlyOnceWith("s");
    tell("server:joined", { server, channels: [channel], positions: {} });
    expect(useServers.getState().order).toEqual(["s"]);
  });

  test("leaving a server takes its channels and messages along", () => {
    putServer(server);
    putChannel({ ...channel, id: "other", serverId: "t" });
    useMessages.setState({ histories: { c: noHistory, other: noHistory } });
    tell("server:left", { serverId: "s", reason: "kicked" });
    expect(useServers.getState().order).toEqual([]);
    expect(Object.keys(useChannels.getState().byId)).toEqual(["other"]);
    expect(Object.keys(useMessages.getState().histories)).toEqual(["other"]);
  });

  test("members join a roster that is known and leave it", () => {
    tell("member:joined", { serverId: "s", member: member("bob") });
    expect(useMembers.getState().byServer.s).toBeUndefined();
    setRoster("s", []);
    tell("member:joined", { serverId: "s", member: member("bob") });
    expect(Object.keys(useMembers.getState().byServer.s?.byUser ?? {})).toEqual(["bob"]);
    tell("member:left", { serverId: "s", userId: "bob" });
    expect(useMembers.getState().byServer.s?.byUser).toEqual({});
  });

  test("the members of a server that is left are forgotten: who comes again reads them anew", () => {
    setRoster("s", [member("bob")]);
    tell("server:left", { serverId: "s", reason: "left" });
    expect(useMembers.getState().byServer.s).toBeUndefined();
  });

  test("what another device read while this page was away is read here too, and names nobody any more", () => {
    const named = { mentions: ["me"] } as Partial<Message>;
    tell("message:new", { channelId: "c", message: message(5, "bob", named) }, 5);
    expect(isUnread(useReads.getState(), "c")).toBe(true);
    expect(callsOf(useReads.getState(), "c")).toBe(1);
    // The greeting comes before what was missed.
    setReads({ c: 6 });
    expect(callsOf(useReads.getState(), "c")).toBe(0);
    tell("message:new", { channelId: "c", message: message(6, "bob", named) }, 6);
    expect(isUnread(useReads.getState(), "c")).toBe(false);
    expect(callsOf(useReads.getState(), "c")).toBe(0);
    setReads({ c: 2 });
    expect(useReads.getState().read.c).toBe(6);
    tell("message:new", { channelId: "c", message: message(7, "bob", named) }, 7);
    expect(isUnread(useReads.getState(), "c")).toBe(true);
    expect(callsOf(useReads.getState(), "c")).toBe(1);
  });

  test("presence is what was told of it, not what stands in an event that is kept", () => {
    tell("presence:user", { userId: "bob", status: "online" });
    tell("member:joined", { serverId: "s", member: { ...member("bob"), presence: "offline" } });
    expect(usePresence.getState().byUser.bob).toBe("online");
    tell("presence:user", { userId: "bob", status: "idle" });
    expect(usePresence.getState().byUser.bob).toBe("idle");
  });

  test("who hides knows it, though others see them offline", () => {
    tell("presence:user", { userId: "me", status: "invisible" });
    tell("presence:user", { userId: "me", status: "offline" });
    expect(usePresence.getState().byUser.me).toBe("invisible");
    tell("presence:user", { userId: "me", status: "online" });
    expect(usePresence.getState().byUser.me).toBe("online");
  });

  test("what somebody is to me is what was told last", () => {
    tell("relationship:updated", { userId: "bob", kind: "incoming" });
    tell("relationship:updated", { userId: "eve", kind: "blocked" });
    tell("relationship:updated", { userId: "bob", kind: "friend" });
    expect(useRelationships.getState().byUser).toEqual({ bob: "friend", eve: "blocked" });
    tell("relationship:updated", { userId: "eve" });
    expect(useRelationships.getState().byUser).toEqual({ bob: "friend" });
  });

  test("what is told while relationships are read wins over the answer", async () => {
    let answer: (all: Relationship[]) => void = () => {};
    const reading = readRelationships(() => new Promise((resolve) => (answer = resolve)));
    tell("relationship:updated", { userId: "eve" });
    tell("relationship:updated", { userId: "bob", kind: "friend" });
    answer([
      { user: member("bob").user, kind: "incoming" },
      { user: member("eve").user, kind: "blocked" },
      { user: member("ada").user, kind: "outgoing" },
    ]);
    await reading;
    expect(useRelationships.getState()).toEqual({ byUser: { bob: "friend", ada: "outgoing" }, known: true });
  });

  test("settings of another device are taken over, older ones are not", () => {
    tell("settings:updated", { settings: { messagesFrom: "friends", version: 2 } });
    putOwnSettings({ messagesFrom: "everyone", version: 1 });
    expect(useOwnSettings.getState().now).toEqual({ messagesFrom: "friends", version: 2 });
  });

  test("a change of access is not asked about: what comes of it is told or calculated", () => {
    tell("access:changed", { serverId: "s", version: 2, userIds: ["me"] });
    tell("access:changed", { serverId: "s", version: 4 });
    expect(readServer).not.toHaveBeenCalled();
  });

  test("a role that is gone is gone from members, from me and from channels", () => {
    enter();
    setRoster("s", [{ ...member("bob"), roles: ["r", "q"] }]);
    setChannels([{ ...channel, overwrites: [said("r"), said("q")] }]);
    tell("role:deleted", { serverId: "s", roleId: "r" });
    expect(useMembers.getState().byServer.s?.byUser.bob?.roles).toEqual(["q"]);
    expect(useChannels.getState().byId.c?.overwrites).toEqual([said("q")]);
    expect(useServers.getState().inside.s?.me?.roles).toEqual([]);
    expect(useServers.getState().inside.s?.roles.map(({ id }) => id)).toEqual(["all"]);
  });

  test("what I may do follows from roles, overwrites, my roles and my mute as they are told", () => {
    enter();
    const may = (now = 0) => {
      const standing = myStanding("s", now);
      const overwrites = useChannels.getState().byId.c?.overwrites ?? [];
      return standing ? namesOf(inChannel(standing, overwrites)) : null;
    };
    expect(may()).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES"]);
    tell("member:updated", { serverId: "s", member: { ...member("me"), roles: ["r"] } });
    expect(may()).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES", "MANAGE_MESSAGES"]);
    tell("channel:updated", { channel: { ...channel, overwrites: [{ ...said("r"), deny: ["SEND_MESSAGES"] }] } });
    expect(may()).toEqual(["VIEW_CHANNEL", "MANAGE_MESSAGES"]);
    tell("role:updated", { serverId: "s", role: role("r", 1000, []) });
    expect(may()).toEqual(["VIEW_CHANNEL"]);
    tell("role:deleted", { serverId: "s", roleId: "r" });
    expect(may()).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES"]);
    const mutedUntil = "2026-11-21T12:00:00.000Z";
    tell("member:updated", { serverId: "s", member: { ...member("me"), mutedUntil } });
    expect(may(Date.parse(mutedUntil) - 1)).toEqual(["VIEW_CHANNEL"]);
    expect(may(Date.parse(mutedUntil))).toEqual(["VIEW_CHANNEL", "SEND_MESSAGES"]);
    tell("server:updated", { server: { ...server, ownerId: "me" } });
    expect(may()).toEqual(namesOf(ALL));
  });

  test("everybody and a role of mine are calls, another role is none", () => {
    enter();
    tell("member:updated", { serverId: "s", member: { ...member("me"), roles: ["r"] } });
    arrives(message(1, "bob", { mentionRoles: ["q"] }));
    expect(callsOf(useReads.getState(), "c")).toBe(0);
    arrives(message(2, "bob", { mentionRoles: ["q", "r"] }));
    arrives(message(3, "bob", { flags: 2 }));
    arrives(message(4, "bob", { flags: 4 }));
    expect(callsOf(useReads.getState(), "c")).toBe(2);
  });

  test("a call that is deleted calls nobody, one that is left still does", () => {
    for (const seq of [1, 2, 3, 4]) arrives(message(seq, "bob", { mentions: ["me"] }));
    tell("message:deleted", { channelId: "c", messageId: "m2", by: "bob", messageSeq: 2, lastMessageSeq: 4 }, 5);
    tell("messages:deleted", { channelId: "c", messageIds: ["m4"], messageSeqs: [4], lastMessageSeq: 3 }, 6);
    expect(useReads.getState().calls.c).toEqual([1, 3]);
    tell("server:read", { serverId: "s", reads: { c: 2 } });
    expect(useReads.getState().calls.c).toEqual([3]);
  });

  test("what events do not tell is asked: what is in a channel gained, what called a new role of mine", () => {
    enter();
    tell("channel:created", { channel: { ...channel, id: "new" }, position: 0 });
    tell("member:updated", { serverId: "s", member: member("me") });
    tell("role:deleted", { serverId: "s", roleId: "r" });
    expect(readStanding).not.toHaveBeenCalled();
    tell("channel:created", { channel: { ...channel, id: "old" }, position: 7 });
    tell("member:updated", { serverId: "s", member: { ...member("me"), roles: ["q"] } });
    tell("role:deleted", { serverId: "s", roleId: "q" });
    expect(readStanding.mock.calls).toEqual([["s"], ["s"], ["s"]]);
  });

  test("what a channel said of a role before that went is not taken when it comes late", () => {
    enter();
    tell("role:deleted", { serverId: "s", roleId: "r" });
    tell("channel:updated", { channel: { ...channel, overwrites: [said("r"), said("all")] } });
    expect(useChannels.getState().byId.c?.overwrites).toEqual([said("all")]);
  });

  test("a channel whose last unread message is deleted is read", () => {
    arrives(message(1, "me"));
    arrives(message(2, "bob"));
    expect(isUnread(useReads.getState(), "c")).toBe(true);
    tell("message:deleted", { channelId: "c", messageId: "m2", by: "bob", messageSeq: 2, lastMessageSeq: 1 }, 3);
    expect(isUnread(useReads.getState(), "c")).toBe(false);
    tell("messages:deleted", { channelId: "c", messageIds: ["m1"], lastMessageSeq: 0 }, 4);
    expect(useReads.getState().last).toEqual({});
  });

  test("a word this client does not know is passed over", () => {
    expect(() => tell("poll:created", { anything: 1 })).not.toThrow();
  });
});
