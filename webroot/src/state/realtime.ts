import {
  readAnnouncements as askAnnouncements,
  listLevels,
  listNotifications,
  listRelationships,
  readMembers,
  readOwnSettings,
  readServer,
  readStanding,
} from "../api/calls";
import { onToken, token } from "../api/token";
import type { Id, Member, ServerDetail } from "../api/types";
import { socketHome } from "../lib/home";
import { type Protocol, RealtimeClient } from "../realtime/client";
import type { Authenticated, ServerFrame } from "../realtime/frames";
import { IndexedOutbox } from "../realtime/indexedOutbox";
import type { Link } from "../realtime/link";
import { readAnnouncements } from "./announcements";
import { useChannels } from "./channels";
import { keepProtocol, useConnection } from "./connection";
import { dispatch, type Errands } from "./dispatch";
import { takeGreeting, takeServer } from "./greeting";
import { readLevels } from "./levels";
import { setCaughtUp, setLatency, setLink } from "./link";
import { ageRosters, setRoster, useMembers } from "./members";
import {
  ageHistories,
  hideOutgoing,
  openHistory,
  outgoingStored,
  showOutgoing,
  useMessages,
  whenSeen,
} from "./messages";
import { NOTIFICATIONS_MAX, readNotifications } from "./notifications";
import { clearOwnSettings, putOwnSettings } from "./ownSettings";
import { setPresence } from "./presence";
import { clearReads, setCalls, setReads, setStandingOf } from "./reads";
import { readRelationships } from "./relationships";
import { useServers } from "./servers";
import { setSession } from "./session";
import { clearTyping } from "./typing";
import { setKept, useUnsent } from "./unsent";
import { keepUsers } from "./users";
import { clearVoicePresence } from "./voicePresence";

/** The realtime client of this page, and what keeps the stores true by it. */

/** Several changes of access within this time are one reading. */
const READ_SERVER_MS = 300;
/** Members read of one server; a larger one is shown in part. */
export const MEMBERS_MAX = 2000;

/** Does something with each that is named, soon and once. */
const soon = (work: (id: Id) => Promise<void>) => {
  const timers = new Map<Id, ReturnType<typeof setTimeout>>();
  return (id: Id): void => {
    clearTimeout(timers.get(id));
    const run = () => {
      timers.delete(id);
      void work(id);
    };
    timers.set(id, setTimeout(run, READ_SERVER_MS));
  };
};

/** The one subject of an errand that is about nothing but me. */
const MINE = "";
const notificationsSoon = soon(() => refreshNotifications());

/** Between coming back and having heard all that was missed. */
let catchingUp = false;
/** Messages that came meanwhile. */
let caughtUp = 0;

const errands: Errands = {
  readServer: soon((serverId) => refreshServer(serverId)),
  readStanding: soon((serverId) => refreshStanding(serverId)),
  readNotifications: () => notificationsSoon(MINE),
  missed: () => catchingUp,
};

/** Frames that came while something was read as a whole, to be dispatched over it: it may be older than they. */
const during = new Set<ServerFrame[]>();
/** Whose members are being read. */
const readingRosters = new Set<Id>();

export const client = new RealtimeClient(
  {
    get url() {
      return socketHome();
    },
    open: (url) => new WebSocket(url),
    token,
    now: () => Date.now(),
    random: () => Math.random(),
    legacy: async () => {
      const [{ legacyLine }, { legacyHttp }] = await Promise.all([
        import("../realtime/wire/legacy"),
        import("../realtime/wire/legacyHttp"),
      ]);
      return legacyLine(legacyHttp);
    },
  },
  {
    link: (link) => linked(link),
    latency: setLatency,
    welcome: (data, fresh) => welcomed(data, fresh),
    event: (frame) => {
      if (snapshotEvents.test(frame.event)) for (const frames of during) frames.push(frame);
      if (catchingUp && frame.event === "message:new") caughtUp += 1;
      if (frame.event === "resumed") {
        catchingUp = false;
        setCaughtUp(caughtUp);
      }
      if (frame.event === "server:left") forget(channelsOf(frame.data.serverId));
      dispatch(frame, Date.now(), errands);
    },
    resync: (streams) => void resync(streams),
    anew: (channelIds) => {
      ageHistories(channelIds);
      for (const channelId of channelIds) if (channelId in useMessages.getState().histories) openHistory(channelId);
    },
    poll: () => void poll(),
    outgoing: showOutgoing,
    sent: (message, ack) => {
      if (ack.messageId) outgoingStored(message, ack.messageId);
      else hideOutgoing(message.channelId, [message.nonce]);
    },
  },
);

/** Signs on as this person; what earlier pages of theirs did not get sent is sent now. */
export const startClient = (userId: Id): void => {
  setKept(true);
  client.start(new IndexedOutbox(userId, { locks: navigator.locks, unkept: () => setKept(false) }));
};

/** Goes over to another protocol, without a reload. Rejects when its code cannot be fetched. */
export const speak = async (protocol: Protocol): Promise<void> => {
  await client.speak(protocol);
  keepProtocol(client.protocol);
};

if (useConnection.getState().protocol === "legacy") speak("legacy").catch(() => keepProtocol("enhanced"));

/** Windows are kept in the order in which they were opened: the last is the one that is looked at. */
useMessages.subscribe(({ histories }, before) => {
  if (histories === before.histories) return;
  const ids = Object.keys(histories);
  if (ids.join() !== Object.keys(before.histories).join()) client.watch(ids);
});

/** Servers read at each poll, in turns. */
const POLLED_MAX = 3;
let polled = 0;

/** Of what the legacy protocol never tells, the next part: servers, what is to be read there, what I was told of. */
const poll = async (): Promise<void> => {
  const { order } = useServers.getState();
  const next = order.map((_, index) => order[(polled + index) % order.length] as Id).slice(0, POLLED_MAX);
  polled = order.length === 0 ? 0 : (polled + next.length) % order.length;
  await Promise.all(next.flatMap((id) => [refreshServer(id), refreshStanding(id)]));
  await refreshNotifications();
};

whenSeen((nonce) => client.outbox.seen(nonce));

/** What changes what is read of a server: channels, roles, members, emoji, what is there to be read. */
const snapshotEvents = /^(?:server|channel|role|member|emoji|presence|read):|^messages?:(?:new|deleted)$/;

/** Reads something of a server, and takes it over; what was told meanwhile wins. */
const over = async <T>(
  read: () => Promise<T>,
  take: (answer: T, meanwhile: ReadonlyArray<ServerFrame>) => void,
): Promise<void> => {
  const frames: ServerFrame[] = [];
  during.add(frames);
  try {
    take(await read(), frames);
  } finally {
    during.delete(frames);
    for (const frame of frames) dispatch(frame, Date.now(), errands);
  }
};

const linked = (link: Link): void => {
  setLink(link, Date.now());
  if (link.kind !== "live") clearTyping();
};

let epoch: string | null = null;
/** Counts greetings: what was read before the last one may lack what passed unheard. */
let greetings = 0;

const welcomed = (data: Authenticated, fresh: boolean): void => {
  setSession({ phase: "signedIn", me: data.user });
  keepUsers([data.user]);
  greetings += 1;
  catchingUp = !fresh;
  caughtUp = 0;
  setCaughtUp(0);
  // Presence is not replayed: what was missed is read with the roster.
  ageRosters();
  // Who is in which call is told anew.
  clearVoicePresence();
  void refreshAnnouncements();
  // Nor are the marks of what another device read meanwhile.
  if (!fresh) {
    setReads(data.reads);
    setCalls(data.mentions);
    return;
  }
  // A restored database may be behind what was read and seen.
  // Over the legacy protocol nothing is known of that.
  if (epoch !== null && data.epoch !== "" && epoch !== data.epoch) {
    clearReads();
    clearOwnSettings();
  }
  if (data.epoch !== "") epoch = data.epoch;
  takeGreeting(data);
  ageHistories();
  void readMine();
};

/** What others are to me, what I was told of, and how I have set my account: by events from here on. */
const readMine = async (): Promise<void> => {
  try {
    await Promise.all([
      readRelationships(listRelationships),
      readOwnSettings().then(putOwnSettings),
      readLevels(listLevels),
      refreshNotifications(),
    ]);
  } catch {
    // Not to be had now: the next fresh greeting brings it.
  }
};

/** What the operator tells everybody is in no stream: what changed while this page was away is read. */
const refreshAnnouncements = async (): Promise<void> => {
  try {
    await readAnnouncements(askAnnouncements);
  } catch {
    // Not to be had now: the next greeting brings it.
  }
};

/** What I was told of, read anew. */
const refreshNotifications = async (): Promise<void> => {
  try {
    await readNotifications(async () => (await listNotifications(NOTIFICATIONS_MAX)).items);
  } catch {
    // Not to be had now: the next fresh greeting brings it.
  }
};

/** Where these stood is not named any more. */
const forget = (channelIds: ReadonlyArray<Id>): void => {
  for (const id of channelIds) client.forget(id);
};

const take = (detail: ServerDetail, meanwhile: ReadonlyArray<ServerFrame> = []): void => {
  const made = meanwhile.flatMap((frame) => (frame.event === "channel:created" ? [frame.data.channel.id] : []));
  forget(takeServer(detail, new Set(made)));
  client.place(detail.positions);
};

/** What I may see and do in a server, read anew. */
const refreshServer = async (serverId: Id): Promise<void> => {
  try {
    await over(() => readServer(serverId), take);
  } catch {
    // Gone, or not to be had now: an event says so, or the next greeting brings it.
  }
};

/** How far I have read the channels of a server, and what calls me there, read anew. */
const refreshStanding = async (serverId: Id): Promise<void> => {
  try {
    await over(
      () => readStanding(serverId),
      (standing) => setStandingOf(channelsOf(serverId), standing),
    );
  } catch {
    // Not to be had now: the next greeting brings it.
  }
};

const channelsOf = (serverId: Id): Id[] =>
  Object.values(useChannels.getState().byId)
    .filter((channel) => channel.serverId === serverId)
    .map((channel) => channel.id);

/** Streams that cannot be replayed: their servers are read anew, then their channels as they are looked at. */
const resync = async (streams: ReadonlyArray<Id>): Promise<void> => {
  const channels = useChannels.getState().byId;
  const serverIds = new Set(streams.map((stream) => channels[stream]?.serverId ?? stream));
  const servers = useServers.getState().byId;
  // One's own stream tells of servers and conversations: nothing less than a fresh greeting has all of that.
  if ([...serverIds].some((id) => !(id in servers))) return client.startOver();
  try {
    for (const serverId of serverIds) {
      const detail = await readServer(serverId);
      forget(takeServer(detail));
      const read = detail.channels.filter((channel) => streams.includes(channel.id)).map((channel) => channel.id);
      ageHistories(read);
      for (const channelId of read) if (channelId in useMessages.getState().histories) openHistory(channelId);
      ageRosters();
      const positions = Object.entries(detail.positions).filter(([stream]) => streams.includes(stream));
      client.goOn(Object.fromEntries(positions));
    }
  } catch {
    // A server that cannot be read: everything anew.
    client.startOver();
  }
};

/** Makes sure that a server's members are here and true. */
export const openRoster = async (serverId: Id): Promise<void> => {
  if (useMembers.getState().byServer[serverId]?.current || readingRosters.has(serverId)) return;
  readingRosters.add(serverId);
  const read = async (): Promise<Member[]> => {
    let greeting: number;
    let members: Member[];
    do {
      greeting = greetings;
      members = await allMembers(serverId);
    } while (greeting !== greetings);
    return members;
  };
  try {
    await over(read, (members) => {
      keepUsers(members.map((member) => member.user));
      setPresence(members.map((member) => [member.user.id, member.presence] as const));
      setRoster(serverId, members);
    });
  } catch {
    // Shown as it was; read again when it is looked at next.
  } finally {
    readingRosters.delete(serverId);
  }
};

const allMembers = async (serverId: Id): Promise<Member[]> => {
  const members: Member[] = [];
  let cursor: string | undefined;
  do {
    const page = await readMembers(serverId, cursor);
    members.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && members.length < MEMBERS_MAX);
  return members;
};

// The live connection is given each newer token; a token that is gone ends it by the server's word or ours.
onToken((fresh) => {
  if (fresh !== null) client.renew(fresh).catch(() => undefined);
});

addEventListener("online", () => client.now());
// Most networks go without a word: a connection that is said to be gone is at least looked at.
addEventListener("offline", () => client.now());
addEventListener("beforeunload", (event) => {
  if (client.outbox.size > 0 && !useUnsent.getState().kept) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") client.now();
});
