import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { freshName, nodeUrl } from "./people";

/** People with the client of Socket.IO as npm has it, and nothing of ours besides HTTP. */

/** Where an event stands: its stream and seq, or nothing. */
export type Place = { stream: string; seq: number } | null;
export type Message = { channelId: string; message: { id: string; content: string } };

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
    return new Listener(
      io(url, {
        forceNew: true,
        reconnectionDelay: 100,
        reconnectionDelayMax: 500,
        auth: { token: this.token },
        ...options,
      }),
    );
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

  /** Lets in by now, and has an offset to come back with. */
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

  async says(
    channelId: string,
    content: string,
  ): Promise<{ messageId?: string; seq?: number; error?: { code: string } }> {
    return this.socket.timeout(60_000).emitWithAck("message:send", { channelId, content, nonce: crypto.randomUUID() });
  }

  async hears(...texts: string[]): Promise<void> {
    await until(
      () => `heard ${JSON.stringify(this.heard)}`,
      () => texts.every((text) => this.heard.includes(text)),
    );
  }
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
