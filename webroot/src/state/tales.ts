import type { Author, Id, Message } from "../api/types";
import { useChannels } from "./channels";
import { isMuted, useLevels } from "./levels";
import { type Told, useNotifications } from "./notifications";
import { useReads } from "./reads";
import { useRelationships } from "./relationships";
import { callsMe } from "./selectors";
import { useServers } from "./servers";
import { myId } from "./session";

/**
 * What is worth telling outside the page, as it happens: what the server tells me of, and messages that call a role of
 * mine or everybody, of which it tells nobody by name.
 */
export interface Tale {
  id: string;
  kind: Told["kind"] | "call";
  by: Author | undefined;
  serverId: Id | undefined;
  channelId: Id | undefined;
  messageId: Id | undefined;
  seq: number | undefined;
}

/** Older things are news no more: a page that slept does not tell them all when it wakes. */
const FRESH_MS = 2 * 60_000;
/** Of so many messages the words are remembered, for who tells of them. */
const HEARD_MAX = 100;

const heard = new Map<Id, Message>();
const listeners = new Set<(tale: Tale) => void>();
/** Told already, by this page: the last of them, for what is older is news no more. */
const told = new Set<string>();
const TOLD_MAX = 1_000;

/** Hears of everything worth telling from now on; to be ended by what it returns. */
export const onTale = (listener: (tale: Tale) => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Whoever signs in next is told of nothing that was heard before. */
export const forgetTales = (): void => {
  heard.clear();
  told.clear();
};

/** A message that was heard lately in any channel. */
export const heardMessage = (id: Id): Message | undefined => heard.get(id);

/** A message came: remembered, and told if it calls me without naming me. */
export const hearMessage = (message: Message): void => {
  heard.set(message.id, message);
  for (const id of heard.keys()) {
    if (heard.size <= HEARD_MAX) break;
    heard.delete(id);
  }
  const me = myId();
  const by = message.author?.id ?? "";
  if (by === me || message.editedAt || message.mentions.includes(me) || isBlocked(by)) return;
  const serverId = useChannels.getState().byId[message.channelId]?.serverId ?? undefined;
  const roles = (serverId && useServers.getState().inside[serverId]?.me?.roles) || [];
  if (!callsMe(message, me, roles) || isQuiet(message.channelId, serverId)) return;
  tell(
    {
      id: `call-${message.id}`,
      kind: "call",
      by: message.author ?? undefined,
      serverId,
      channelId: message.channelId,
      messageId: message.id,
      seq: message.seq,
    },
    message.createdAt,
  );
};

/** Whether I want to hear nothing of somebody; the server minds that itself where it tells me by name. */
const isBlocked = (userId: Id): boolean => useRelationships.getState().byUser[userId] === "blocked";

/** Whether I want to hear nothing of a place; the server minds that itself where it tells me by name. */
const isQuiet = (channelId: Id, serverId: Id | undefined): boolean => {
  const { bySubject } = useLevels.getState();
  const [its, all] = [bySubject[channelId], serverId === undefined ? undefined : bySubject[serverId]];
  const now = Date.now();
  return isMuted(its, now) || isMuted(all, now) || (its?.level ?? all?.level) === "nothing";
};

const tell = (tale: Tale, createdAt: string): void => {
  if (told.has(tale.id) || Date.parse(createdAt) < Date.now() - FRESH_MS) return;
  told.add(tale.id);
  for (const id of told) {
    if (told.size <= TOLD_MAX) break;
    told.delete(id);
  }
  for (const listener of listeners) listener(tale);
};

useNotifications.subscribe(({ list }, before) => {
  if (list === before.list) return;
  for (const one of list) {
    if (one.read || before.list.some(({ id }) => id === one.id)) continue;
    const { id, kind, by, serverId, channelId, messageId, seq } = one;
    tell({ id, kind, by, serverId, channelId, messageId, seq }, one.createdAt);
  }
});

/** Whether what it is about was read meanwhile, here or on another device. */
export const isPast = ({ channelId, seq }: Tale): boolean =>
  channelId !== undefined && seq !== undefined && (useReads.getState().read[channelId] ?? 0) >= seq;
