import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Account, Channel, Conversation, Id, Message } from "../api/types";
import type { useReads } from "./reads";
import type { useServers } from "./servers";

/** What is kept of an account in this browser, to be read without a network. Nothing here ever fails: it is absent. */

/** Servers, channels and conversations, and who I am. */
export interface Places {
  me: Account;
  servers: Pick<ReturnType<typeof useServers.getState>, "byId" | "order" | "inside">;
  channels: Channel[];
  conversations: Conversation[];
}

/** How far everything was read. */
export type Standing = ReturnType<typeof useReads.getState>;

/** The end of a channel. */
export interface Page {
  channelId: Id;
  messages: Message[];
  hasBefore: boolean;
  /** When it was kept. */
  at: number;
}

interface Schema extends DBSchema {
  places: { key: Id; value: Places };
  standing: { key: Id; value: Standing };
  pages: { key: [Id, Id]; value: Page & { userId: Id }; indexes: { age: [Id, number] } };
}

/** Channels kept, those that were looked at last. */
export const PAGES_MAX = 30;
const NAME = "miscord.offline";
const VERSION = 1;

let opened: Promise<IDBPDatabase<Schema> | null> | null = null;

const database = (): Promise<IDBPDatabase<Schema> | null> => {
  opened ??= openDB<Schema>(NAME, VERSION, {
    upgrade: (made) => {
      made.createObjectStore("places");
      made.createObjectStore("standing");
      made.createObjectStore("pages", { keyPath: ["userId", "channelId"] }).createIndex("age", ["userId", "at"]);
    },
    // A newer client wants to change it, and does not wait for this page.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = null;
    },
  }).catch(() => null);
  return opened;
};

const quietly = async <T>(work: (of: IDBPDatabase<Schema>) => Promise<T>): Promise<T | undefined> => {
  try {
    const of = await database();
    return of ? await work(of) : undefined;
  } catch {
    // Full, closed under our hands, or forbidden.
    return undefined;
  }
};

/** Whose things are kept, if anybody's are. */
export const readPlaces = (): Promise<Places | undefined> => quietly(async (of) => (await of.getAll("places")).at(-1));

export const readStanding = (userId: Id): Promise<Standing | undefined> => quietly((of) => of.get("standing", userId));

/** The channels that are kept, the one looked at longest ago first. */
export const readPages = async (userId: Id): Promise<Page[]> =>
  (await quietly((of) => of.getAllFromIndex("pages", "age", ofUser(userId)))) ?? [];

export const keepPlaces = (places: Places): Promise<unknown> => quietly((of) => of.put("places", places, places.me.id));

export const keepStanding = (userId: Id, standing: Standing): Promise<unknown> =>
  quietly((of) => of.put("standing", standing, userId));

/** Keeps pages, and lets go of the oldest where there are too many. */
export const keepPages = (userId: Id, pages: ReadonlyArray<Page>): Promise<unknown> =>
  quietly(async (of) => {
    const change = of.transaction("pages", "readwrite");
    for (const page of pages) void change.store.put({ ...page, userId });
    const keys = await change.store.index("age").getAllKeys(ofUser(userId));
    for (const key of keys.slice(0, -PAGES_MAX)) void change.store.delete(key);
    await change.done;
  });

/** Channels that are seen no more are not to be read here either. */
export const dropPages = (userId: Id, seen: ReadonlySet<Id>): Promise<unknown> =>
  quietly(async (of) => {
    const change = of.transaction("pages", "readwrite");
    const keys = await change.store.index("age").getAllKeys(ofUser(userId));
    for (const key of keys) if (!seen.has(key[1])) void change.store.delete(key);
    await change.done;
  });

/** Forgets everybody, or everybody but one. */
export const forgetAll = (but?: Id): Promise<unknown> =>
  quietly(async (of) => {
    const change = of.transaction(["places", "standing", "pages"], "readwrite");
    for (const name of ["places", "standing"] as const)
      for (const key of await change.objectStore(name).getAllKeys())
        if (key !== but) void change.objectStore(name).delete(key);
    for (const key of await change.objectStore("pages").getAllKeys())
      if (key[0] !== but) void change.objectStore("pages").delete(key);
    await change.done;
  });

const ofUser = (userId: Id): IDBKeyRange => IDBKeyRange.bound([userId, 0], [userId, Number.MAX_SAFE_INTEGER]);
