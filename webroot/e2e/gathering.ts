import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { Caller } from "./callers";
import type { Devices } from "./devices";
import { nodeUrl } from "./people";

/** People of one server who call each other. */
export class Gathering {
  #browser: Browser;
  readonly callers: Caller[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** People in one server, each on the next node unless `urls` say where, with tones an octave apart or so. */
  async of(
    names: string[],
    { urls = [], ...devices }: { urls?: string[] } & Omit<Devices, "tone"> = {},
  ): Promise<Caller[]> {
    let invite = "";
    for (const [index, name] of names.entries()) {
      const caller = await Caller.at(this.#browser, urls[index] ?? nodeUrl(index), name, 440 + index * 440, devices);
      this.callers.push(caller);
      if (index > 0) await caller.person.accepts(invite);
      else {
        await caller.person.createsServer("Calls");
        invite = names.length > 1 ? await caller.person.invites("Calls") : "";
      }
    }
    return this.callers;
  }

  async pair(devices: Omit<Devices, "tone"> = {}): Promise<[Caller, Caller]> {
    const [ada, bob] = await this.of(["ada", "bob"], devices);
    if (!ada || !bob) throw new Error("nobody");
    return [ada, bob];
  }

  /** Closes their pages, on which nothing may have gone wrong. */
  async ends(): Promise<void> {
    const troubles = this.callers.flatMap(({ person }) => person.troubles);
    for (const caller of this.callers) await caller.person.context.close();
    expect(troubles).toEqual([]);
  }
}

/** Waits until everybody hears everybody else. */
export const allHear = async (callers: Iterable<Caller>): Promise<void> => {
  const all = [...callers];
  for (const one of all) for (const other of all) if (one !== other) await one.hears(other);
};
