import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";
import { Cable } from "./proxy";
import { type Answer, Guest, type Listener, until } from "./stock";

/** The second node dies by `kill -9` in the middle of a conversation; `MISCORD_KILL` is its process. */

let browser: Browser;
// As behind a load balancer: to the second node while it lives, then to the first.
const cable = new Cable(nodeUrl(1), nodeUrl(0));

beforeAll(async () => {
  browser = await openBrowser();
  await cable.plug();
});
afterAll(async () => {
  await browser.close();
  await cable.pull();
});

/** Everything that is said fits on it: rows that are scrolled away are not in the page. */
const tall = { viewport: { width: 1440, height: 2600 } };

/** So many milliseconds apart: as many each second as a socket may send in the long run. */
const PACE = 20;

/** So many unanswered at most: however held up on their way, they come as no more than a socket may send at once. */
const UNANSWERED = 50;

/** What the client of Socket.IO from npm was told at the node that is to die, in Node and in Chromium. */
type Hearing = { what: string; told: () => Promise<Told> };
type Told = { heard: string[]; connects: boolean[] };

/** Somebody with stock clients of every kind at the node that dies, and somebody at the other who talks to them. */
class Talk {
  readonly #said: Promise<Answer>[] = [];
  #talking = true;
  #all: Promise<void> = Promise.resolve();

  private constructor(
    readonly speaker: Listener,
    readonly channel: string,
    readonly hearings: Hearing[],
  ) {}

  static async begins(): Promise<Talk> {
    const dave = await Guest.registered("dave");
    const carol = await Guest.registered("carol");
    const { server, channel } = await dave.createsServer("Talk");
    await carol.joins(await dave.invites(server));
    const speaker = await dave.client(nodeUrl(0)).isIn();
    const hearings: Hearing[] = [];
    for (const transports of [["polling", "websocket"], ["polling"], ["websocket"]]) {
      const client = await carol.client(cable.url, { transports }).isIn();
      hearings.push({ what: `Node, ${transports}`, told: async () => client });
      const page = await carol.page(browser, cable.url, { transports });
      await page.isIn();
      hearings.push({ what: `Chromium, ${transports}`, told: () => page.told() });
    }
    const talk = new Talk(speaker, channel, hearings);
    await speaker.says(channel, "talk 0");
    for (const hearing of hearings) await talk.#heard(hearing, ["talk 0"]);
    talk.#all = talk.#goesOn();
    return talk;
  }

  async #goesOn(): Promise<void> {
    while (this.#talking) {
      this.#said.push(this.speaker.says(this.channel, `talk ${this.#said.length + 1}`));
      await new Promise((resolve) => setTimeout(resolve, PACE));
      await this.#said[this.#said.length - UNANSWERED];
    }
  }

  async #told(hearing: Hearing, holds: (told: Told) => boolean): Promise<Told> {
    for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const told = await hearing.told();
      if (holds(told)) return told;
      if (Date.now() > end) throw new Error(`${hearing.what}: ${told.connects} after ${told.heard.length} messages`);
    }
  }

  #heard(hearing: Hearing, texts: string[]): Promise<Told> {
    return this.#told(hearing, ({ heard }) => texts.every((text) => heard.includes(text)));
  }

  /**
   * Ends it when all have been back for a second: all of it was answered, and every client heard it once and in order,
   * and says that it recovered.
   */
  async ends(): Promise<void> {
    for (const hearing of this.hearings) await this.#told(hearing, ({ connects }) => connects.length > 1);
    const enough = this.#said.length + 1000 / PACE;
    await until(
      () => `${this.#said.length} of ${enough} said`,
      () => this.#said.length >= enough,
    );
    this.#talking = false;
    await this.#all;
    const answers = await Promise.all(this.#said);
    expect(answers.filter((answer) => answer.seq === undefined)).toEqual([]);
    const texts = Array.from({ length: answers.length + 1 }, (_, n) => `talk ${n}`);
    await this.speaker.hears(...texts);
    expect(this.speaker.heard).toEqual(texts);
    for (const hearing of this.hearings) {
      const { heard, connects } = await this.#heard(hearing, texts);
      expect(heard, hearing.what).toEqual(texts);
      expect(connects, hearing.what).toEqual([false, true]);
    }
    console.log(`kill: ${texts.length} messages to ${this.hearings.length} stock clients, each once and in order`);
  }
}

test("a node is killed: its people go on elsewhere by themselves, nothing lost, doubled or out of order", async () => {
  const bob = await Person.registered(browser, nodeUrl(0), "bob", tall);
  await bob.createsServer("Nine lives");
  const ada = await Person.registered(browser, cable.url, "ada", tall);
  await ada.accepts(await bob.invites("Nine lives"));
  const talk = await Talk.begins();
  await ada.sends("ada 0");
  await bob.sees("ada 0");
  await bob.sends("bob 0");
  await ada.sees("bob 0");

  // Both write on while it dies, without waiting for anything.
  for (let n = 1; n <= 12; n += 1) {
    if (n === 5) process.kill(Number(process.env.MISCORD_KILL), "SIGKILL");
    await Promise.all([ada.sends(`ada ${n}`), bob.sends(`bob ${n}`)]);
  }
  const died = Date.now();
  for (const text of ["ada 12", "bob 12"]) for (const person of [ada, bob]) await person.sees(text);
  console.log(`kill: all of it on both screens ${Date.now() - died} ms after the last key press`);

  const said = async (person: Person) =>
    (await person.timeline()).map((text) => /(ada|bob) \d+/.exec(text)?.[0] ?? text);
  const seen = await said(bob);
  expect(await said(ada)).toEqual(seen);
  for (const name of ["ada", "bob"])
    expect(seen.filter((text) => text.startsWith(name))).toEqual(Array.from({ length: 13 }, (_, n) => `${name} ${n}`));
  await talk.ends();
  expect(ada.troubles).toEqual([]);
  expect(bob.troubles).toEqual([]);
});
