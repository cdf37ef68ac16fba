import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { Caller } from "./callers";
import type { Devices } from "./devices";
import { nodeUrl, openBrowser } from "./people";

type Options = BrowserContextOptions & Omit<Devices, "tone">;

/** Hertz, for the first; the next ones are as far apart. */
const TONE = 440;

/** The people of a file's tests who call each other: made once a file, it opens the browser and clears up by itself. */
export class Gathering {
  #browser: Browser | null = null;
  #callers: Caller[] = [];
  /** To the server of those who came together last. */
  invite = "";

  constructor(...flags: string[]) {
    beforeAll(async () => {
      this.#browser = await openBrowser(...flags);
    });
    afterEach(() => this.#ends());
    afterAll(() => this.#browser?.close());
  }

  get browser(): Browser {
    if (this.#browser === null) throw new Error("there is no browser outside of tests");
    return this.#browser;
  }

  /** People in one server, each with a tone of their own, and on the next node unless `urls` say where. */
  async of<Names extends string[]>(
    names: [...Names],
    { urls = [], ...options }: { urls?: string[] } & Options = {},
  ): Promise<{ [Index in keyof Names]: Caller }> {
    const all: Caller[] = [];
    for (const [index, name] of names.entries()) {
      const caller = await this.one(name, urls[index], options);
      all.push(caller);
      if (index > 0) await caller.person.accepts(this.invite);
      else {
        await caller.person.createsServer("Calls");
        this.invite = await caller.person.invites("Calls");
      }
    }
    return all as { [Index in keyof Names]: Caller };
  }

  /** Ada and Bob, in one server. */
  pair(options: Options = {}): Promise<[Caller, Caller]> {
    return this.of(["ada", "bob"], options);
  }

  /** Ada and Bob, in a call, who hear each other. */
  async talking(options: Options = {}): Promise<[Caller, Caller]> {
    const pair = await this.pair(options);
    for (const one of pair) await one.joins();
    await allHear(pair);
    return pair;
  }

  /** Somebody more, who is in no server. */
  async one(name: string, url = nodeUrl(this.#callers.length), options: Options = {}): Promise<Caller> {
    const caller = await Caller.at(this.browser, url, name, TONE * (this.#callers.length + 1), options);
    this.#callers.push(caller);
    return caller;
  }

  /** Closes their pages, on which nothing may have gone wrong. */
  async #ends(): Promise<void> {
    const callers = this.#callers.splice(0);
    const troubles = callers.flatMap(({ person }) => person.troubles);
    for (const { person } of callers) await person.context.close();
    expect(troubles).toEqual([]);
  }
}

/** Waits until everybody hears everybody else. */
export const allHear = async (callers: Iterable<Caller>): Promise<void> => {
  const all = [...callers];
  for (const one of all) for (const other of all) if (one !== other) await one.hears(other);
};
