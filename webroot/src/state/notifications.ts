import { create } from "zustand";
import type { Channel, Id, Notification } from "../api/types";
import { keepUsers } from "./users";
import { Whole } from "./whole";

/** Something that I was told of. When it was read is not told of all, so only whether it was is kept. */
export type Told = Omit<Notification, "readAt"> & { read: boolean };

type List = ReadonlyArray<Told>;

/** How many are kept, the newest; older ones are not to be had here. */
export const NOTIFICATIONS_MAX = 100;
/** Of how many deleted messages one remembers that they are; what is told of one later is shown until read anew. */
const GONE_MAX = 1_000;

/** What I was told of, the newest first, as it was told: see `notificationsShown` for what that is worth now. */
export const useNotifications = create<{ list: List }>(() => ({ list: [] }));

const whole = new Whole<List>((change) =>
  useNotifications.setState((store) => {
    const list = change(store.list);
    return list === store.list ? store : { list };
  }),
);

/** Deleted messages. There is no order between a channel's stream and mine: of one that is gone I may yet be told. */
const gone = new Set<Id>();

/** I am told of something; of what I know already I learn nothing. */
export const putNotification = (notification: Notification): void => {
  keepUsers([notification.by ?? null]);
  whole.tell((list) => added(list, notification));
};

/** These were read, here or on another device. */
export const readByIds = (ids: ReadonlyArray<Id>): void =>
  whole.tell((list) =>
    list.some(({ id, read }) => !read && ids.includes(id))
      ? list.map((one) => (ids.includes(one.id) ? { ...one, read: true } : one))
      : list,
  );

/** Messages are gone, and with them what I was told of them. */
export const dropOfMessages = (messageIds: ReadonlyArray<Id>): void => {
  for (const id of messageIds) {
    gone.delete(id);
    gone.add(id);
  }
  for (const id of gone) {
    if (gone.size <= GONE_MAX) break;
    gone.delete(id);
  }
  drop(({ messageId }) => messageId !== undefined && messageIds.includes(messageId));
};

/** A channel or conversation is no longer to be seen: that a message there is deleted is not heard. */
export const dropOfChannel = (channelId: Id): void => drop((one) => one.channelId === channelId);

export const dropOfServer = (serverId: Id): void => drop((one) => one.serverId === serverId);

/** Reads the newest, to be called when a snapshot is taken or a channel seen again; what is told from then on wins. */
export const readNotifications = async (read: () => Promise<ReadonlyArray<Notification>>): Promise<void> => {
  await whole.read(async () => {
    const all = await read();
    keepUsers(all.map(({ by }) => by ?? null));
    return all.reduce(added, []);
  });
};

export const clearNotifications = (): void => {
  whole.forget();
  gone.clear();
  useNotifications.setState({ list: [] });
};

/**
 * What is shown of them: none of a channel that is not seen, whatever of it is told late; and what is about a message
 * is read once its channel is read up to it.
 *
 * @param channels those that I see, by id
 * @param read the seq up to which I have read each channel
 */
export const notificationsShown = (list: List, channels: Record<Id, Channel>, read: Record<Id, number>): List =>
  list
    .filter(({ serverId, channelId }) => serverId === undefined || channelId === undefined || channelId in channels)
    .map((one) => (one.read || !isPassed(one, read) ? one : { ...one, read: true }));

const isPassed = ({ channelId, seq }: Told, read: Record<Id, number>): boolean =>
  channelId !== undefined && seq !== undefined && seq <= (read[channelId] ?? 0);

const added = (list: List, { readAt, ...notification }: Notification): List => {
  const { id, messageId } = notification;
  if (list.some((one) => one.id === id) || (messageId !== undefined && gone.has(messageId))) return list;
  // Ids grow with time.
  const older = list.findIndex((one) => one.id < id);
  const told = { ...notification, read: readAt !== undefined };
  return list.toSpliced(older < 0 ? list.length : older, 0, told).slice(0, NOTIFICATIONS_MAX);
};

const drop = (isGone: (one: Told) => boolean): void =>
  whole.tell((list) => (list.some(isGone) ? list.filter((one) => !isGone(one)) : list));
