import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { IndexedOutbox } from "./indexedOutbox";
import type { Outgoing } from "./outbox";

/** Locks as browsers have them: exclusive, first come first served, given back when the holder's promise settles. */
class Locks {
  /** Requests that have not had their turn. */
  waiting = 0;
  #queues = new Map<string, Promise<unknown>>();
  request = ((name: string, ...rest: unknown[]) => {
    const run = rest.at(-1) as () => Promise<unknown>;
    const signal = (rest.length > 1 ? (rest[0] as LockOptions).signal : undefined) ?? undefined;
    const turn = (this.#queues.get(name) ?? Promise.resolve()).catch(() => undefined);
    this.waiting += 1;
    const mine = turn.then(() => {
      this.waiting -= 1;
      if (signal?.aborted) throw new Error("aborted");
      return run();
    });
    this.#queues.set(name, mine);
    return mine;
  }) as LockManager["request"];
}

let locks: Locks;
beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  locks = new Locks();
});

const message = (nonce: string, createdAt = 0, more: Partial<Outgoing> = {}): Outgoing => ({
  nonce,
  channelId: "c",
  content: nonce,
  replyTo: null,
  priority: 0,
  createdAt,
  state: "waiting",
  error: null,
  ...more,
});

/** A page of this person's. `gone` is what a browser does when it is closed or reloaded: its locks are free. */
const page = (userId = "ada", world: { locks: Locks | undefined } = { locks }) => {
  const adopted: string[] = [];
  const troubles: number[] = [];
  const store = new IndexedOutbox(userId, { locks: world.locks, unkept: () => troubles.push(1) });
  store.open((left) => adopted.push(...left.map((one) => one.nonce)));
  return { store, adopted, troubles, gone: () => store.close() };
};

/** Waits until something is so; fails by the test's own deadline if it never is. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 1));
};

/** The nonces that are kept, whosever they are. */
const kept = async (): Promise<string[]> => {
  const database = await openDB("miscord");
  const nonces = database.objectStoreNames.contains("outbox") ? await database.getAllKeys("outbox") : [];
  database.close();
  return nonces.map(String);
};

const keeps = (...nonces: string[]) => until(async () => String(await kept()) === String(nonces));

describe("outbox in IndexedDB", () => {
  test("what a page left behind is taken over by the next one, oldest first, and by one alone", async () => {
    const first = page();
    first.store.put(message("b", 2));
    first.store.put(message("a", 1));
    first.store.put(message("sent", 3));
    first.store.remove("sent");
    first.gone();
    const [second, third] = [page(), page()];
    await until(() => second.adopted.length + third.adopted.length >= 2);
    // Whoever adopts after these two have gone shows that they do nothing any more.
    second.gone();
    third.gone();
    const last = page();
    await until(() => last.adopted.length === 2);
    expect([second.adopted, third.adopted].filter((one) => one.length > 0)).toEqual([["a", "b"]]);
  });

  test("a page that lives keeps its messages to itself; when it goes, another takes them over", async () => {
    const first = page();
    first.store.put(message("a"));
    await keeps("a");
    const second = page();
    await until(() => locks.waiting === 1);
    expect(second.adopted).toEqual([]);
    first.gone();
    await until(() => second.adopted.length === 1);
    second.gone();
    const third = page();
    await until(() => third.adopted.length === 1);
    expect(third.adopted).toEqual(["a"]);
  });

  test("a refused message is refused after a reload too", async () => {
    const first = page();
    first.store.put(message("a"));
    first.store.put(message("a", 0, { state: "failed", error: { code: "forbidden", message: "no" } }));
    first.gone();
    const seen: Outgoing[] = [];
    const store = new IndexedOutbox("ada", { locks, unkept: () => undefined });
    store.open((left) => seen.push(...left));
    await until(() => seen.length === 1);
    expect(seen[0]).toEqual(message("a", 0, { state: "failed", error: { code: "forbidden", message: "no" } }));
  });

  test("people do not see each other's, and giving up takes one's own from every page", async () => {
    const ada = page("ada");
    const bob = page("bob");
    const elsewhere = page("ada");
    ada.store.put(message("a"));
    elsewhere.store.put(message("b"));
    bob.store.put(message("c"));
    await keeps("a", "b", "c");
    ada.store.clear();
    await keeps("c");
    for (const one of [ada, bob, elsewhere]) one.gone();
    const [adaAgain, bobAgain] = [page("ada"), page("bob")];
    await until(() => bobAgain.adopted.length === 1);
    // A page does things in the order it was asked for, and looks first.
    adaAgain.store.put(message("d"));
    await keeps("c", "d");
    expect(bobAgain.adopted).toEqual(["c"]);
    expect(adaAgain.adopted).toEqual([]);
  });

  test("without locks a page takes over what it finds when it opens", async () => {
    const first = page("ada", { locks: undefined });
    first.store.put(message("a"));
    first.gone();
    const second = page("ada", { locks: undefined });
    await until(() => second.adopted.length === 1);
  });

  test("where nothing can be kept, that is said, and nothing breaks", async () => {
    vi.stubGlobal("indexedDB", {
      open: () => {
        throw new DOMException("not here", "SecurityError");
      },
    });
    const { store, troubles } = page();
    store.put(message("a"));
    store.remove("a");
    store.clear();
    await until(() => troubles.length > 0);
    store.close();
  });
});
