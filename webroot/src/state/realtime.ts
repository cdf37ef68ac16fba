import { listRelationships, readMembers, readOwnSettings, readServer } from "../api/calls";
import { onToken, token } from "../api/token";
import type { Id, Member } from "../api/types";
import { RealtimeClient } from "../realtime/client";
import type { Authenticated, ServerFrame } from "../realtime/frames";
import { IndexedOutbox } from "../realtime/indexedOutbox";
import type { Link } from "../realtime/link";
import { setChannels, setChannelsOf, useChannels } from "./channels";
import { dispatch, type Errands } from "./dispatch";
import { setLatency, setLink } from "./link";
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
import { clearOwnSettings, putOwnSettings } from "./ownSettings";
import { setPresence } from "./presence";
import { clearReads, keepReads, setReads } from "./reads";
import { readRelationships } from "./relationships";
import { putServerDetail, setServers, useServers } from "./servers";
import { setSession } from "./session";
import { clearTyping } from "./typing";
import { setKept, useUnsent } from "./unsent";
import { keepUsers } from "./users";

/** The realtime client of this page, and what keeps the stores true by it. */

/** Several changes of access within this time are one reading. */
const READ_SERVER_MS = 300;
/** Members read of one server; a larger one is shown in part. */
const MEMBERS_MAX = 2000;

const errands: Errands = {
  readServer: (serverId) => {
    clearTimeout(toRead.get(serverId));
    toRead.set(
      serverId,
      setTimeout(() => void refreshServer(serverId), READ_SERVER_MS),
    );
  },
};

const toRead = new Map<Id, ReturnType<typeof setTimeout>>();
/** Frames that came while members were on their way, to be dispatched to the roster again. */
const rosterFrames = new Map<Id, ServerFrame[]>();

export const client = new RealtimeClient(
  {
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/main`,
    open: (url) => new WebSocket(url),
    token,
    now: () => Date.now(),
    random: () => Math.random(),
  },
  {
    link: (link) => linked(link),
    latency: setLatency,
    welcome: (data, fresh) => welcomed(data, fresh),
    event: (frame) => {
      if (rosterEvents.has(frame.event)) for (const frames of rosterFrames.values()) frames.push(frame);
      dispatch(frame, Date.now(), errands);
    },
    resync: (streams) => void resync(streams),
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

whenSeen((nonce) => client.outbox.seen(nonce));

const rosterEvents = new Set<string>(["member:joined", "member:updated", "member:left", "presence:user"]);

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
  // Presence is not replayed: what was missed is read with the roster.
  ageRosters();
  // Nor are the marks of what another device read meanwhile.
  if (!fresh) {
    setReads(data.reads ?? {});
    return;
  }
  // A restored database may be behind what was read and seen.
  if (epoch !== null && epoch !== data.epoch) {
    clearReads();
    clearOwnSettings();
  }
  epoch = data.epoch;
  const servers = data.servers ?? [];
  const channels = servers.flatMap((server) => server.channels);
  setServers(servers);
  setChannels(channels);
  keepReads(data.reads ?? {}, data.heads ?? {});
  ageHistories();
  void readMine();
};

/** What others are to me and how I have set my account: by events from here on. */
const readMine = async (): Promise<void> => {
  try {
    await Promise.all([readRelationships(listRelationships), readOwnSettings().then(putOwnSettings)]);
  } catch {
    // Not to be had now: the next fresh greeting brings it.
  }
};

/** What I may see and do in a server, read anew. */
export const refreshServer = async (serverId: Id): Promise<void> => {
  try {
    const detail = await readServer(serverId);
    putServerDetail(detail);
    setChannelsOf(serverId, detail.channels);
    client.place(detail.positions);
  } catch {
    // Gone, or not to be had now: an event says so, or the next greeting brings it.
  }
};

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
      putServerDetail(detail);
      setChannelsOf(serverId, detail.channels);
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
  if (useMembers.getState().byServer[serverId]?.current || rosterFrames.has(serverId)) return;
  const frames: ServerFrame[] = [];
  rosterFrames.set(serverId, frames);
  try {
    let greeting: number;
    let members: Member[];
    do {
      greeting = greetings;
      members = await allMembers(serverId);
    } while (greeting !== greetings);
    keepUsers(members.map((member) => member.user));
    setPresence(members.map((member) => [member.user.id, member.presence] as const));
    setRoster(serverId, members);
  } catch {
    // Shown as it was; read again when it is looked at next.
  } finally {
    rosterFrames.delete(serverId);
    for (const frame of frames) dispatch(frame, Date.now(), errands);
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
