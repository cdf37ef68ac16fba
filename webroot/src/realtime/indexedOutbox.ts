import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { uuid } from "../lib/ids";
import type { OutboxStore, Outgoing } from "./outbox";

/**
 * The outbox in IndexedDB. Each message belongs to the page that took it, and a page holds a lock as long as it lives:
 * whoever gets the lock of another page knows that it is gone, and takes over what it left. So two pages never send
 * the same message at once. Where there are no locks (plain HTTP from another host) a page takes over all that it
 * finds when it opens, and the nonce alone keeps a message from being stored twice.
 */

interface Schema extends DBSchema {
  outbox: { key: string; value: Kept; indexes: { user: string } };
}

interface Kept extends Outgoing {
  userId: string;
  /** The page that sends it. */
  page: string;
}

/** What of the browser is used; in tests, stand-ins. */
export interface IndexedOutboxWorld {
  locks: Pick<LockManager, "request"> | undefined;
  /** What is added from now on is lost with the page. */
  unkept(): void;
}

const NAME = "miscord";
const VERSION = 1;
/** How often pages are looked for that came after this one. */
const LOOK_EVERY_MS = 5_000;
const lockOf = (page: string): string => `miscord.page.${page}`;

export class IndexedOutbox implements OutboxStore {
  readonly #page = uuid();
  readonly #database: Promise<IDBPDatabase<Schema> | null>;
  /** Pages whose end is waited for. */
  readonly #watched = new Set<string>([this.#page]);
  readonly #closed = new AbortController();
  /** Held by nobody else before anything is kept under it. */
  #mine: Promise<void> = Promise.resolve();
  #letGo: () => void = () => undefined;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly userId: string,
    readonly world: IndexedOutboxWorld,
  ) {
    this.#database = this.#connect();
  }

  open(adopt: (left: Outgoing[]) => void): void {
    this.#mine = this.#holdMine();
    void this.#look(adopt);
    if (this.world.locks) this.#looking = setInterval(() => void this.#look(adopt), LOOK_EVERY_MS);
  }

  put(message: Outgoing): void {
    void this.#run(async (database) => {
      const change = database.transaction("outbox", "readwrite");
      const stored = change.store.put({ ...message, userId: this.userId, page: this.#page });
      // Not when the page has heard that it was stored: it may be closed before, and the message would go with it.
      change.commit();
      await Promise.all([stored, change.done]);
    });
  }

  remove(nonce: string): void {
    void this.#run((database) => database.delete("outbox", nonce));
  }

  clear(): void {
    void this.#run(async (database) => {
      const change = database.transaction("outbox", "readwrite");
      for (const nonce of await change.store.index("user").getAllKeys(this.userId)) void change.store.delete(nonce);
      await change.done;
    });
  }

  close(): void {
    clearInterval(this.#looking);
    this.#closed.abort();
    // After what was asked for before.
    void this.#run(async (database) => database.close()).finally(() => this.#letGo());
  }

  async #connect(): Promise<IDBPDatabase<Schema> | null> {
    try {
      return await openDB<Schema>(NAME, VERSION, {
        upgrade: (database) => {
          database.createObjectStore("outbox", { keyPath: "nonce" }).createIndex("user", "userId");
        },
        // A newer client wants to change the database: it waits for nobody, and what is here stays in memory.
        blocking: (_from, _to, event) => {
          (event.target as IDBDatabase).close();
          this.world.unkept();
        },
        terminated: () => this.world.unkept(),
      });
    } catch {
      this.world.unkept();
      return null;
    }
  }

  /** Everything happens in the order it was asked for: IndexedDB runs its transactions in turn. */
  async #run(change: (database: IDBPDatabase<Schema>) => Promise<void>): Promise<void> {
    const [database] = await Promise.all([this.#database, this.#mine]);
    if (!database) return;
    try {
      await change(database);
    } catch {
      // Full, or closed under our hands.
      this.world.unkept();
    }
  }

  #holdMine(): Promise<void> {
    const { locks } = this.world;
    if (!locks) return Promise.resolve();
    return new Promise((held) => {
      const kept = locks.request(lockOf(this.#page), () => {
        held();
        return new Promise<void>((letGo) => {
          this.#letGo = letGo;
        });
      });
      // Refused: then without.
      kept.catch(() => held());
    });
  }

  /** Waits for the end of every page that has something in the outbox. */
  #look(adopt: (left: Outgoing[]) => void): Promise<void> {
    return this.#run(async (database) => {
      const kept = await database.getAllFromIndex("outbox", "user", this.userId);
      for (const page of new Set(kept.map((message) => message.page))) {
        if (this.#watched.has(page)) continue;
        this.#watched.add(page);
        const takeOver = () => this.#run((again) => this.#takeOver(again, page, adopt));
        if (!this.world.locks) void takeOver();
        else
          this.world.locks
            .request(lockOf(page), { signal: this.#closed.signal }, takeOver)
            // Signed off while waiting, or refused.
            .catch(() => this.#watched.delete(page));
      }
    });
  }

  async #takeOver(database: IDBPDatabase<Schema>, page: string, adopt: (left: Outgoing[]) => void): Promise<void> {
    if (this.#closed.signal.aborted) return;
    const change = database.transaction("outbox", "readwrite");
    const left = (await change.store.index("user").getAll(this.userId)).filter((message) => message.page === page);
    for (const message of left) void change.store.put({ ...message, page: this.#page });
    await change.done;
    this.#watched.delete(page);
    adopt(left.sort((a, b) => a.createdAt - b.createdAt).map(({ userId: _user, page: _page, ...message }) => message));
  }
}
