import type { Browser, Page } from "playwright-core";
import { Person } from "../people";
import type { Community, Name } from "./community";

/** How somebody is in a call, as they say it themselves. */
interface Manner {
  muted?: boolean;
  deafened?: boolean;
  screen?: boolean;
  camera?: boolean;
}

/**
 * Others in a call while screens are taken: some with a browser, whom one hears and sees, and some with nothing but the
 * socket of the call, to whom one never quite connects.
 */
export class Guests {
  #page: Page | null = null;
  readonly #people: Person[] = [];

  constructor(
    readonly browser: Browser,
    readonly community: Community,
  ) {}

  /** With a socket alone. */
  async comes(who: Name, channelId: string, manner: Manner = {}): Promise<void> {
    const page = await this.#opened();
    const token = await this.community.token(who);
    await page.evaluate(
      ({ url, manner }) =>
        new Promise<void>((resolve, reject) => {
          const socket = new WebSocket(url);
          socket.onerror = () => reject(new Error("no socket"));
          socket.onmessage = ({ data }) => {
            const { event } = JSON.parse(String(data)) as { event: string };
            if (event === "error") reject(new Error(String(data)));
            if (event !== "voice:ready") return;
            socket.send(JSON.stringify({ event: "voice:state", data: manner }));
            setInterval(() => socket.send(JSON.stringify({ event: "ping", data: {} })), 2_000);
            resolve();
          };
        }),
      { url: `${this.community.url.replace("http", "ws")}/ws/voice/${channelId}?token=${token}`, manner },
    );
  }

  /** With a browser: opens a place and joins by this button. */
  async joins(who: Name, path: string, button: string): Promise<Page> {
    const person = await Person.at(this.browser, this.community.url, who, {
      viewport: { width: 1024, height: 640 },
      permissions: ["microphone", "camera"],
    });
    this.#people.push(person);
    const data = this.community.credentials(who);
    const origin = this.community.url;
    await person.context.request.post(`${origin}/api/auth/login`, { data, headers: { origin } });
    await person.goes(path);
    await person.page.getByRole("button", { name: button, exact: true }).first().click();
    await person.page.getByRole("toolbar", { name: "Call controls" }).waitFor();
    return person.page;
  }

  /** All of them are gone. */
  async go(): Promise<void> {
    for (const { context } of this.#people) await context.close();
    this.#people.length = 0;
    await this.#page?.context().close();
    this.#page = null;
  }

  async #opened(): Promise<Page> {
    if (this.#page) return this.#page;
    const context = await this.browser.newContext();
    this.#page = await context.newPage();
    await this.#page.goto(`${this.community.url}/health`);
    return this.#page;
  }
}
