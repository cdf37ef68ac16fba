import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Channel, Member, Message, Relationship, Server } from "../api/types";
import type { ServerFrame } from "../realtime/frames";
import { putChannel, setChannels, useChannels } from "./channels";
import { dispatch } from "./dispatch";
import { noHistory } from "./history";
import { clearMembers, setRoster, useMembers } from "./members";
import { clearMessages, showOutgoing, useMessages, whenSeen } from "./messages";
import { clearOwnSettings, putOwnSettings, useOwnSettings } from "./ownSettings";
import { clearPresence, usePresence } from "./presence";
import { clearReads, isUnread, setReads, useReads } from "./reads";
import { clearRelationships, readRelationships, useRelationships } from "./relationships";
import { clearServers, putServer, useServers } from "./servers";
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
    reactions: [],
    createdAt: "2026-11-21T10:00:00.000Z",
    ...more,
  }) as unknown as Message;

const readServer = vi.fn();
const tell = (event: string, data: object, seq = 1) =>
  dispatch({ event, stream: "c", seq, data } as unknown as ServerFrame, 1_000, { readServer });
const arrives = (sent: Message) => tell("message:new", { channelId: "c", message: sent }, sent.seq);

beforeEach(() => {
  readServer.mockReset();
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
    expect(useReads.getState().mentions.c).toBe(1);
  });

  test("reading on another device takes the mark and the mentions away", () => {
    arrives(message(2, "bob", { mentions: ["me"] }));
    tell("read:updated", { channelId: "c", seq: 2 });
    expect(isUnread(useReads.getState(), "c")).toBe(false);
    expect(useReads.getState().mentions.c).toBe(0);
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
    expect(useReads.getState().mentions.c).toBe(1);
    // The greeting comes before what was missed.
    setReads({ c: 6 });
    expect(useReads.getState().mentions.c).toBe(0);
    tell("message:new", { channelId: "c", message: message(6, "bob", named) }, 6);
    expect(isUnread(useReads.getState(), "c")).toBe(false);
    expect(useReads.getState().mentions.c).toBe(0);
    setReads({ c: 2 });
    expect(useReads.getState().read.c).toBe(6);
    tell("message:new", { channelId: "c", message: message(7, "bob", named) }, 7);
    expect(isUnread(useReads.getState(), "c")).toBe(true);
    expect(useReads.getState().mentions.c).toBe(1);
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

  test("a change of access is read only when it may be mine", () => {
    tell("access:changed", { serverId: "s", version: 2, userIds: ["bob"] });
    expect(readServer).not.toHaveBeenCalled();
    tell("access:changed", { serverId: "s", version: 3, userIds: ["bob", "me"] });
    tell("access:changed", { serverId: "s", version: 4 });
    expect(readServer).toHaveBeenCalledTimes(2);
  });

  test("a word this client does not know is passed over", () => {
    expect(() => tell("poll:created", { anything: 1 })).not.toThrow();
  });
});
