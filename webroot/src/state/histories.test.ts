import { readFileSync } from "node:fs";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import type { Id, Level, Message, Notification, Relationship, ServerDetail } from "../api/types";
import { has, inChannel } from "../lib/permissions";
import type { Authenticated, ServerFrame } from "../realtime/frames";
import { isDurable } from "../realtime/frames";
import { useChannels } from "./channels";
import { useConversations } from "./conversations";
import { dispatch } from "./dispatch";
import { takeGreeting, takeServer } from "./greeting";
import { noHistory, replaced } from "./history";
import { clearLevels, putLevel, useLevels } from "./levels";
import { clearMembers, setRoster, useMembers } from "./members";
import { clearMessages, useMessages } from "./messages";
import { ACTS, act } from "./modelActs";
import { ModelServer } from "./modelServer";
import { clearNotifications, notificationsShown, putNotification, type Told, useNotifications } from "./notifications";
import { clearOwnSettings, putOwnSettings, useOwnSettings } from "./ownSettings";
import { myStanding } from "./powers";
import { clearReads, isUnread, setCalls, setReads, setStandingOf, useReads } from "./reads";
import { clearRelationships, useRelationships } from "./relationships";
import { clearServers, useServers } from "./servers";
import { setSession } from "./session";

/**
 * What the stores hold after a snapshot and all events since is what they hold after a snapshot anew: over histories
 * that a small model makes, and over those that the server's own tests have written down, when `MISCORD_HISTORIES`
 * names the file.
 */

/** All that one person reads at a time: a greeting, and what was asked for by HTTP. */
interface Snapshot {
  greeting: Authenticated;
  /** The newest messages by channel, the newest first. */
  pages: Record<Id, Message[]>;
  rosters: Record<Id, ServerDetail["member"][]>;
  relationships?: Relationship[];
  settings?: { messagesFrom: "everyone" | "mates" | "friends"; version: number };
  /** This and the next are compared where they were read. */
  levels?: Level[];
  notifications?: Notification[];
}

/** What a client asks for while it hears events. */
interface Rest {
  detail(serverId: Id): ServerDetail | null;
  standing(
    serverId: Id,
  ): { reads: Record<Id, number>; heads: Record<Id, number>; mentions: Record<Id, number[]> } | null;
  notifications(): Notification[];
}

/** How many messages a page has at most, the server's `Snapshot.PAGE`. */
const PAGE = 50;

const heard = new Set<string>();

const forget = (): void => {
  clearServers();
  clearMessages();
  clearMembers();
  clearReads();
  clearRelationships();
  clearOwnSettings();
  clearLevels();
  clearNotifications();
};

const begin = ({ greeting, pages, rosters, relationships, settings, ...mine }: Snapshot): void => {
  forget();
  setSession({ phase: "signedIn", me: greeting.user });
  takeGreeting(greeting);
  for (const [id, page] of Object.entries(pages)) openPage(id, page);
  for (const [id, members] of Object.entries(rosters)) setRoster(id, members);
  const byUser = Object.fromEntries((relationships ?? []).map(({ user, kind }) => [user.id, kind]));
  useRelationships.setState({ byUser, known: true });
  if (settings) putOwnSettings(settings);
  mine.levels?.forEach(putLevel);
  mine.notifications?.forEach(putNotification);
};

const openPage = (channelId: Id, page: Message[]): void =>
  useMessages.setState(({ histories }) => {
    const ends = { hasBefore: false, hasAfter: false };
    const reader = { id: "", keys: new Map<string, string>() };
    return { histories: { ...histories, [channelId]: replaced(noHistory, page, ends, reader) } };
  });

const hear = (frame: ServerFrame, rest: Rest): void => {
  heard.add(frame.event);
  // Somebody comes back.
  if (frame.event === "authenticated") {
    setReads(frame.data.reads);
    setCalls(frame.data.mentions);
  }
  dispatch(frame, 0, {
    readServer: (id) => {
      const detail = rest.detail(id);
      if (detail) takeServer(detail);
    },
    readStanding: (id) => {
      const standing = rest.standing(id);
      const its = Object.values(useChannels.getState().byId).filter((channel) => channel.serverId === id);
      if (standing)
        setStandingOf(
          its.map((channel) => channel.id),
          standing,
        );
    },
    readNotifications: () => useNotifications.setState({ list: listOf(rest.notifications()) }),
    missed: () => false,
  });
};

/** What is kept of an answer that came at once. */
const listOf = (all: Notification[]): Told[] =>
  all.map(({ readAt, ...notification }) => ({ ...notification, read: readAt !== undefined }));

const sortedBy = <T>(all: ReadonlyArray<T>, key: (one: T) => string): T[] =>
  [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));

/** What the stores hold, without what nobody is told: who is there, and the order of roles and reactions. */
const held = (opened: ReadonlyArray<Id>, rosters: ReadonlyArray<Id>, after: Snapshot) => {
  const { byId, order, inside } = useServers.getState();
  const reads = useReads.getState();
  const channels = useChannels.getState().byId;
  return {
    servers: byId,
    order: [...order].sort(),
    inside: Object.entries(inside).map(([id, its]) => [
      id,
      { ...its, roles: sortedBy(its.roles, (role) => role.id), me: its.me && absent(its.me) },
    ]),
    channels: sortedBy(Object.values(channels), ({ id }) => id).map((channel) => ({
      ...channel,
      overwrites: sortedBy(channel.overwrites, ({ roleId, userId }) => `${roleId} ${userId}`),
    })),
    conversations: sortedBy(Object.values(useConversations.getState().byId), ({ id }) => id),
    unread: Object.keys(channels)
      .filter((id) => isUnread(reads, id))
      .sort()
      .map((id) => [
        id,
        reads.last[id],
        [...(reads.calls[id] ?? [])].sort((a, b) => a - b),
        unreadOf(id, opened, after),
      ]),
    messages: opened.map((id) => [id, hereOf(id, after).map(plain)]),
    members: rosters.map((id) => [
      id,
      sortedBy(Object.values(useMembers.getState().byServer[id]?.byUser ?? {}), ({ user }) => user.id).map(absent),
    ]),
    relationships: useRelationships.getState().byUser,
    settings: useOwnSettings.getState().now,
    levels:
      after.levels &&
      Object.entries(useLevels.getState().bySubject)
        .filter(([id]) => isThere(id))
        .sort(),
    notifications: after.notifications && notificationsShown(useNotifications.getState().list, channels, reads.read),
  };
};

/** How many messages that are here are unread: how far one has read is not told where nothing is left. */
const unreadOf = (channelId: Id, opened: ReadonlyArray<Id>, after: Snapshot): number => {
  const read = useReads.getState().read[channelId] ?? 0;
  return opened.includes(channelId) ? hereOf(channelId, after).filter(({ seq }) => seq > read).length : 0;
};

/** The messages that are here, but for those older than all of a full page: who comes anew is not given them. */
const hereOf = (channelId: Id, after: Snapshot): Message[] => {
  const here = useMessages.getState().histories[channelId]?.messages ?? [];
  const page = after.pages[channelId] ?? [];
  const oldest = page.length < PAGE ? 0 : Math.min(...page.map(({ seq }) => seq));
  return here.filter(({ seq }) => seq >= oldest);
};

/** What is set for something that is gone is removed with it, some time; nothing tells of that. */
const isThere = (id: Id): boolean =>
  id in useServers.getState().byId || id in useChannels.getState().byId || id in useConversations.getState().byId;

const absent = (member: ServerDetail["member"]) => ({
  ...member,
  presence: "offline",
  user: { ...member.user, lastSeen: null },
  roles: [...member.roles].sort(),
});

const plain = ({ reactions, key: _key, nonce: _nonce, ...message }: Message & { key?: string }) => ({
  ...message,
  reactions: sortedBy(reactions, ({ emoji }) => emoji).map(({ emoji, count, me }) => ({
    emoji,
    count,
    me: me ?? false,
  })),
});

/** Holds what is known after the frames against what somebody knows who comes anew. */
const compare = (after: Snapshot): void => {
  const opened = Object.keys(useMessages.getState().histories).filter((id) => id in after.pages);
  const rosters = Object.keys(useMembers.getState().byServer).filter((id) => id in after.rosters);
  const known = held(opened.sort(), rosters, after);
  begin(after);
  expect(known).toEqual(held(opened, rosters, after));
};

// --- histories of the model ---

const PEOPLE = 4;
const snapshot = (model: ModelServer, me: Id): Snapshot => {
  const inside = model.members.has(me);
  const channels = inside ? [...model.channels.keys()].filter((id) => model.sees(me, id)) : [];
  const user = (id: Id) => ({ ...model.greeting(id).user });
  return {
    greeting: model.greeting(me),
    pages: Object.fromEntries(channels.map((id) => [id, model.page(me, id)])),
    rosters: inside ? { s: [...model.members.values()] } : {},
    relationships: [...(model.relationships.get(me) ?? [])].map(([id, kind]) => ({ user: user(id), kind })),
    settings: model.settings.get(me) ?? { messagesFrom: "everyone", version: 0 },
    levels: [...(model.levels.get(me)?.values() ?? [])],
    notifications: model.notificationsOf(me),
  };
};

/** Frames in another order that might as well have been: streams are in order each, and not among each other. */
const merged = (frames: ServerFrame[], chance: () => number): ServerFrame[] => {
  const lanes = new Map<string, ServerFrame[]>();
  const order: ServerFrame[] = [];
  const flush = () => {
    while (lanes.size > 0) {
      const keys = [...lanes.keys()];
      const key = keys[chance() % keys.length] ?? "";
      const lane = lanes.get(key) ?? [];
      // Now and then one stream is well ahead of the others.
      order.push(...lane.splice(0, chance() % 3 === 0 ? lane.length : 1));
      if (lane.length === 0) lanes.delete(key);
    }
  };
  for (const frame of frames) {
    const whole = /^(?:server:(?:joined|left)|dm:created|conversation:left)$/.test(frame.event);
    if (whole) flush();
    const key = laneOf(frame);
    lanes.set(key, [...(lanes.get(key) ?? []), frame]);
    if (whole) flush();
  }
  flush();
  return order;
};

const laneOf = (frame: ServerFrame): string => {
  if (isDurable(frame)) return frame.stream;
  if (frame.event === "channel:created") return frame.data.channel.id;
  return frame.event === "channel:removed" ? frame.data.channelId : frame.event;
};

const nat = fc.nat({ max: 11 });
const history = fc.record({
  me: fc.nat({ max: PEOPLE - 1 }),
  /** Acts before the first snapshot. */
  past: fc.nat({ max: 12 }),
  acts: fc.array(fc.tuple(fc.nat({ max: ACTS - 1 }), nat, nat, nat), { minLength: 4, maxLength: 45, size: "max" }),
  /** Where what was told so far is heard, and how streams are mixed. */
  lag: fc.infiniteStream(fc.nat({ max: 5 })),
  mix: fc.infiniteStream(fc.nat({ max: 100 })),
});

test("of the model: snapshot and events are the snapshot anew", { timeout: 120_000 }, () => {
  heard.clear();
  fc.assert(
    fc.property(history, ({ me: n, past, acts, lag, mix }) => {
      const model = new ModelServer(PEOPLE);
      const me = model.people[n] ?? "p0";
      const rest: Rest = {
        detail: () => model.detail(me),
        standing: () => model.standing(me),
        notifications: () => model.notificationsOf(me),
      };
      const chance = () => mix.next().value ?? 0;
      const catchUp = () => {
        for (const frame of merged(model.told[me]?.splice(0) ?? [], chance)) hear(frame, rest);
      };
      for (const one of acts.slice(0, past)) act(model, one);
      model.told[me] = [];
      begin(snapshot(model, me));
      for (const one of acts.slice(past)) {
        act(model, one);
        if (lag.next().value === 0) catchUp();
      }
      catchUp();
      for (const channel of Object.values(useChannels.getState().byId)) {
        const standing = myStanding("s", 0);
        expect(standing && has(inChannel(standing, channel.overwrites), "VIEW_CHANNEL")).toBe(true);
      }
      compare(snapshot(model, me));
    }),
    { numRuns: Number(process.env.MISCORD_RUNS ?? 3_000) },
  );
  // An event that no history tells is one that nobody has proved.
  expect(durableEvents().filter((name) => !heard.has(name) && !NOT_TOLD.includes(name))).toEqual([]);
});

/** A place kept for what is gone. */
const NOT_TOLD = ["skipped"];

/** The events with a place in a stream that the contract has. */
const durableEvents = (): string[] => {
  const contract = load(readFileSync("../verticles/contract/src/main/resources/asyncapi.yaml", "utf8")) as {
    components: { messages: Record<string, { name?: string; payload?: { required?: string[] } }> };
  };
  return Object.values(contract.components.messages)
    .filter(({ payload }) => payload?.required?.includes("seq"))
    .map(({ name }) => name ?? "");
};

// --- histories that the server's tests have written down ---

interface Line {
  seed: number;
  me: Id;
  before: Snapshot;
  frames: ServerFrame[];
  after: Snapshot;
}

const ofTheServer = (file: string) => (): void => {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  expect(lines.length).toBeGreaterThan(0);
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    const details = new Map(line.after.greeting.servers?.map((server) => [server.id, server as ServerDetail]));
    const { reads, heads, mentions } = line.after.greeting;
    begin(line.before);
    for (const frame of line.frames)
      hear(frame, {
        detail: (id) => details.get(id) ?? null,
        standing: () => ({ reads, heads: heads ?? {}, mentions }),
        notifications: () => line.after.notifications ?? [],
      });
    try {
      compare(line.after);
    } catch (error) {
      throw new Error(`history ${line.seed} of ${line.me}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
};

// Where no file is named there is no such test; where one is, it has to be there.
const file = process.env.MISCORD_HISTORIES;
if (file) test("of the server: snapshot and events are the snapshot anew", { timeout: 120_000 }, ofTheServer(file));
