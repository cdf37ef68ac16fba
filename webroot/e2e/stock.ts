import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { freshName, nodeUrl } from "./people";

/** People with the client of Socket.IO as npm has it, and nothing of ours besides HTTP. */

/** Where an event stands: its stream and seq, or nothing. */
export type Place = { stream: string; seq: number } | null;
export type Answer = { messageId?: string; seq?: number; error?: { code: string } };
export type Message = { channelId: string; message: { id: string; content: string } };

const IMPATIENT = { reconnectionDelay: 100, reconnectionDelayMax: 500 };

type Made = { id: string; channels: { id: string; type: string }[] };

export class Guest {
  private constructor(
    readonly name: string,
    readonly token: string,
  ) {}

  static async registered(base: string): Promise<Guest> {
    const username = freshName(base);
    const account = { username, email: `${username}@example.org`, password: "a long sentence will do" };
    const signedIn = await call<{ accessToken: string }>("POST", "/api/auth/register", account);
    return new Guest(username, signedIn.accessToken);
  }

  /** The server's id and its channel's. */
  async createsServer(name: string): Promise<{ server: string; channel: string }> {
    return place(await call<Made>("POST", "/api/servers", { name }, this.token));
  }

  async invites(server: string): Promise<string> {
    return (await call<{ code: string }>("POST", `/api/servers/${server}/invite`, {}, this.token)).code;
  }

  async joins(code: string): Promise<{ server: string; channel: string }> {
    return place(await call<Made>("POST", `/api/servers/join/${code}`, {}, this.token));
  }

  /** A client of this person's at this address, which begins to connect. */
  client(url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Listener {
    return new Listener(io(url, { forceNew: true, ...IMPATIENT, auth: { token: this.token }, ...options }));
  }

  /** The same in a page of this address. */
  page(browser: Browser, url: string, options: { transports?: string[] } = {}): Promise<PageListener> {
    return PageListener.opened(browser, url, { ...options, auth: { token: this.token } });
  }
}

const place = (made: Made): { server: string; channel: string } => {
  const channel = made.channels.find((one) => one.type === "text");
  if (!channel) throw new Error("no text channel");
  return { server: made.id, channel: channel.id };
};

/** A client, and what it was told of messages. */
export class Listener {
  readonly heard: string[] = [];
  readonly places: Place[] = [];
  readonly connects: boolean[] = [];

  constructor(readonly socket: Socket) {
    socket.on("message:new", (data: Message, at: Place) => {
      this.heard.push(data.message.content);
      this.places.push(at);
    });
    socket.on("connect", () => this.connects.push(socket.recovered));
  }

  /** Itself, as soon as it is let in; a minute at most. */
  async isIn(): Promise<this> {
    await until(
      () => `${this.connects.length} connects`,
      () => this.socket.connected,
    );
    return this;
  }

  get transport(): string {
    return this.socket.io.engine.transport.name;
  }

  async says(channelId: string, content: string): Promise<Answer> {
    return this.socket.timeout(60_000).emitWithAck("message:send", { channelId, content, nonce: crypto.randomUUID() });
  }

  async hears(...texts: string[]): Promise<void> {
    await until(
      () => `heard ${JSON.stringify(this.heard)}`,
      () => texts.every((text) => this.heard.includes(text)),
    );
  }
}

/** What a client in a page was told so far. */
type Told = {
  heard: string[];
  connects: boolean[];
  /** What it was refused with, and the transports it went over to, in their order. */
  refusals: { message: string; data?: { code: number } }[];
  transports: string[];
  connected: boolean;
};

/** A client in a page of Chromium. */
export class PageListener {
  private constructor(readonly page: Page) {}

  /** Opens a page of this address and begins to connect, from where the page is. */
  static async opened(
    browser: Browser,
    url: string,
    options: { transports?: string[]; auth?: { token: string } },
  ): Promise<PageListener> {
    const page = await pageWithClient(browser, `${url}/login`);
    await page.evaluate(
      (options) => {
        // biome-ignore lint/suspicious/noExplicitAny: the library is there as a page has it, without types
        const socket = (window as any).io(options);
        const told: Omit<Told, "connected"> = { heard: [], connects: [], refusals: [], transports: [] };
        socket.on("message:new", (data: Message) => told.heard.push(data.message.content));
        socket.on("connect", () => told.connects.push(socket.recovered));
        socket.on("connect_error", ({ message, data }: Error & { data?: { code: number } }) =>
          told.refusals.push({ message, ...(data ? { data } : {}) }),
        );
        socket.io.on("open", () => {
          const { engine } = socket.io;
          told.transports.push(engine.transport.name);
          engine.on("upgrade", (to: { name: string }) => told.transports.push(to.name));
        });
        Object.assign(window, { socket, told: () => ({ ...told, connected: socket.connected }) });
      },
      { ...IMPATIENT, ...options },
    );
    return new PageListener(page);
  }

  told(): Promise<Told> {
    return this.page.evaluate(() => (window as unknown as { told: () => Told }).told());
  }

  /** What it was told, as soon as this holds of it; a minute at most. */
  async isTold(holds: (told: Told) => boolean): Promise<Told> {
    let told = await this.told();
    for (const end = Date.now() + 60_000; !holds(told); told = await this.told()) {
      if (Date.now() > end) throw new Error(`not within a minute: told ${JSON.stringify(told)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return told;
  }

  isIn(): Promise<Told> {
    return this.isTold((told) => told.connected);
  }

  hears(...texts: string[]): Promise<Told> {
    return this.isTold((told) => texts.every((text) => told.heard.includes(text)));
  }

  /** What an event with these data is acknowledged with. */
  asks(event: string, data: object): Promise<Answer> {
    return this.page.evaluate(
      // biome-ignore lint/suspicious/noExplicitAny: as above
      ([event, data]) => (window as any).socket.timeout(60_000).emitWithAck(event, data),
      [event, data] as const,
    );
  }

  says(channelId: string, content: string): Promise<Answer> {
    return this.asks("message:send", { channelId, content, nonce: crypto.randomUUID() });
  }

  /** Connects once more, with this token. */
  connectsWith(token: string): Promise<void> {
    return this.page.evaluate((token) => {
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const { socket } = window as any;
      socket.auth = { token };
      socket.connect();
    }, token);
  }
}

/** A page with the library in it, as if the page had brought it along. */
export async function pageWithClient(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  const dist = createRequire(import.meta.url).resolve("socket.io-client/dist/socket.io.js");
  await page.evaluate(readFileSync(dist, "utf8"));
  return page;
}

/** Until this holds, a minute at most; says why it does not. */
export const until = async (why: () => string, holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 60_000; !holds(); ) {
    if (Date.now() > end) throw new Error(`not within a minute: ${why()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

async function call<T>(method: string, path: string, body: object, token?: string): Promise<T> {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(nodeUrl(0) + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
