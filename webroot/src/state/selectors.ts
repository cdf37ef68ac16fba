import type { Channel, Id, Member, Message, PresenceStatus } from "../api/types";
import type { Outgoing } from "../realtime/outbox";

/** What views ask of the stores: pure, over what they hold. */

export interface ChannelGroup {
  /** `null` for channels outside every category. */
  category: Channel | null;
  channels: Channel[];
}

/** A server's channels as they are listed: those without a category first, then each category with its own. */
export const channelTree = (byId: Record<Id, Channel>, serverId: Id): ChannelGroup[] => {
  const all = Object.values(byId)
    .filter((channel) => channel.serverId === serverId)
    .sort(inOrder);
  const categories = all.filter((channel) => channel.type === "category");
  const isKnown = new Set(categories.map((category) => category.id));
  const inside = (parent: Id | null) =>
    all.filter(
      (channel) =>
        channel.type !== "category" &&
        (parent === null ? channel.parentId === null || !isKnown.has(channel.parentId) : channel.parentId === parent),
    );
  const groups = categories.map((category) => ({ category, channels: inside(category.id) }));
  const loose = inside(null);
  return loose.length === 0 ? groups : [{ category: null, channels: loose }, ...groups];
};

/** Text before voice, then by position, then by age. */
const inOrder = (a: Channel, b: Channel): number =>
  Number(a.type === "voice") - Number(b.type === "voice") || a.position - b.position || (a.id < b.id ? -1 : 1);

/** Where a server opens: its first text channel. */
export const firstTextChannel = (byId: Record<Id, Channel>, serverId: Id): Channel | undefined =>
  channelTree(byId, serverId)
    .flatMap((group) => group.channels)
    .find((channel) => channel.type === "text");

/** Whether I wrote it: what the server tells of my deeds bears my name as well. */
export const isMine = (message: Pick<Message, "author" | "type">, me: Id): boolean =>
  message.author?.id === me && message.type !== "system";

/** The bits of a message's flags: it came from a file, everybody was called, or whoever was there. */
export const IMPORTED = 1;
export const EVERYONE = 2;
export const HERE = 4;

/**
 * Whether a message calls me and is counted therefore: me, a role of mine, or everybody. Who was there when `@here` was
 * said is nowhere kept.
 */
export const callsMe = (
  message: Pick<Message, "mentions" | "mentionRoles" | "flags">,
  me: Id,
  myRoles: ReadonlyArray<Id>,
): boolean =>
  message.mentions.includes(me) ||
  message.mentionRoles.some((id) => myRoles.includes(id)) ||
  (message.flags & EVERYONE) !== 0;

export const isThere = (status: PresenceStatus | undefined): boolean =>
  status === "online" || status === "idle" || status === "dnd";

/** How somebody's presence is shown to others: who hides looks as if away. */
export const lookOf = (status: PresenceStatus | undefined): "online" | "idle" | "dnd" | "offline" =>
  status === "online" || status === "idle" || status === "dnd" ? status : "offline";

export const nameOf = (member: Member): string => member.nickname ?? member.user.displayName;

/** Everything on its way, oldest first. */
export const allOutgoing = (outgoing: Record<Id, Outgoing[]>): Outgoing[] =>
  Object.values(outgoing)
    .flat()
    .sort((a, b) => a.createdAt - b.createdAt);

export const hasFailed = (outgoing: ReadonlyArray<Outgoing> | undefined): boolean =>
  outgoing?.some((message) => message.state === "failed") ?? false;

/** The one before or after, round the end; the first when none is chosen. */
export const neighbour = (ids: ReadonlyArray<Id>, from: Id | null, step: number): Id | undefined => {
  const at = from === null ? -1 : ids.indexOf(from);
  if (at < 0) return ids[0];
  return ids[(at + step + ids.length) % ids.length];
};
