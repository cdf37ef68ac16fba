import type { Told } from "../api/problem";
import type { AckData, Authenticated, ClientEvents, ClientFrame, ErrorCode, Positions, ServerFrame } from "./frames";
import { isDurable } from "./frames";
import type { Line } from "./line";
import { canSend, initialLink, type Link, type LinkEffect, type LinkInput, type LinkState, step } from "./link";
import { Meter } from "./meter";
import { mainWire } from "./wire/main";
import type { Wire } from "./wire/wire";

export type FailureCode = ErrorCode | "disconnected" | "timeout";

/** Why a request got no `ack`: the server's error code, or what became of the connection. */
export class RequestFailed extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    /** Seconds the server asks to wait. */
    readonly retryAfter: number | null = null,
    /** The server's reason by name, and what fills its sentence. */
    readonly told: Told = {},
  ) {
    super(message);
  }
}

/** What the socket needs from outside; in tests, all of it is by hand. */
export interface SocketWorld {
  /** Of the server, without a path: `wss://host`. */
  readonly url: string;
  open(url: string): WebSocket;
  /** An access token good for a while; `null` when there is nobody signed in. Rejects when that cannot be known now. */
  token(refreshFirst: boolean): Promise<string | null>;
  now(): number;
  random(): number;
}

export interface SocketEvents {
  link(link: Link): void;
  latency(ms: number): void;
  /** Where to resume; asked at each greeting. */
  resume(): { epoch: string; positions: Positions } | undefined;
  /** The answer to the greeting; every later frame comes through `frame`. `false`: greet again, without a resume. */
  welcome(data: Authenticated): boolean;
  frame(frame: ServerFrame): void;
}

const REQUEST_TIMEOUT_MS = 10_000;
const PING_EVERY_MS = 15_000;
/** While somebody looks at how the connection does. */
const PING_CLOSELY_MS = 2_000;
const PONG_WITHIN_MS = 10_000;
/** More requests than this unanswered at once, and new ones are refused. */
const REQUESTS_MAX = 200;

interface Waiting {
  resolve(data: AckData): void;
  reject(error: RequestFailed): void;
  timer: ReturnType<typeof setTimeout>;
}

/** One socket: greets, reconnects as the link machine says, measures, and matches answers to requests. */
export class Socket implements Line {
  #state: LinkState = initialLink;
  #socket: WebSocket | null = null;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setTimeout> | undefined;
  #waiting = new Map<string, Waiting>();
  #lastId = 0;
  #pingEvery = PING_EVERY_MS;

  constructor(
    readonly world: SocketWorld,
    readonly events: SocketEvents,
    readonly wire: Wire = mainWire,
    readonly meter: Meter = new Meter(world.now),
  ) {}

  get link(): Link {
    return this.#state.link;
  }

  start(): void {
    this.#input({ kind: "start" });
  }

  stop(): void {
    this.#input({ kind: "stop" });
  }

  /** Tries now instead of waiting; on a live connection, makes sure that it is one. */
  now(): void {
    if (this.link.kind === "live") this.#measure();
    else this.#input({ kind: "now" });
  }

  /** Drops the connection and makes a new one at once. */
  again(): void {
    this.#input({ kind: "afresh" });
  }

  /** One socket has every channel: nothing is to be done for those that are looked at. */
  watch(): void {}

  /** Measures more often, for as long as somebody looks. */
  closely(on: boolean): void {
    this.#pingEvery = on ? PING_CLOSELY_MS : PING_EVERY_MS;
    if (on && this.link.kind === "live") this.#measure();
  }

  /** Gives the live connection a newer token. */
  async renew(token: string): Promise<void> {
    if (canSend(this.link)) await this.request("authenticate", { token });
  }

  /** Says something that needs no answer; dropped when nobody would hear it. */
  say<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): void {
    if (canSend(this.link)) this.#send({ event, data } as ClientFrame);
  }

  /** Says something and waits for its `ack`. Rejects with `RequestFailed`; never waits longer than 10 s. */
  request<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData> {
    if (!canSend(this.link)) return Promise.reject(new RequestFailed("disconnected", "not connected"));
    if (this.#waiting.size >= REQUESTS_MAX)
      return Promise.reject(new RequestFailed("rate_limited", "too many at once", 1));
    this.#lastId += 1;
    const id = String(this.#lastId);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        this.meter.failed();
        reject(new RequestFailed("timeout", "no answer"));
      }, REQUEST_TIMEOUT_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#send({ event, data, id } as ClientFrame);
    });
  }

  #input(input: LinkInput): void {
    const before = this.#state.link;
    const { state, effects } = step(this.#state, input, this.world.now(), this.world.random);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    if (before.kind === "live" && state.link.kind !== "live") this.#down();
    if (state.link !== before) this.events.link(state.link);
    if (before.kind !== "live" && state.link.kind === "live") this.#measure();
  }

  #perform(effect: LinkEffect): void {
    switch (effect.kind) {
      case "open":
        void this.#open(effect.refreshFirst);
        break;
      case "greet":
        void this.#greet();
        break;
      case "close":
        this.#drop();
        break;
      case "deadline":
        clearTimeout(this.#deadline);
        this.#deadline = setTimeout(() => {
          this.#input({ kind: "due" });
        }, effect.at - this.world.now());
        break;
      case "noDeadline":
        clearTimeout(this.#deadline);
        break;
      default:
        effect satisfies never;
    }
  }

  /** The token comes first: a socket opened without one would only wait. */
  async #open(refreshFirst: boolean): Promise<void> {
    this.#drop();
    const attempt = this.link;
    let token: string | null;
    try {
      token = await this.world.token(refreshFirst);
    } catch {
      if (this.link === attempt) this.#input({ kind: "closed", code: 0, reason: "" });
      return;
    }
    if (this.link !== attempt) return;
    if (token === null) {
      this.#input({ kind: "refused" });
      return;
    }
    const socket = this.world.open(this.world.url + this.wire.path);
    this.#socket = socket;
    socket.onopen = () => this.#input({ kind: "opened" });
    socket.onmessage = ({ data }) => this.#heard(String(data));
    socket.onclose = ({ code, reason }) => {
      this.#socket = null;
      this.#input({ kind: "closed", code, reason });
    };
  }

  async #greet(): Promise<void> {
    const socket = this.#socket;
    const token = await this.world.token(false).catch(() => null);
    if (socket === null || socket !== this.#socket || this.link.kind !== "greeting") return;
    if (token === null) this.#input({ kind: "closed", code: 0, reason: "" });
    else {
      const resume = this.events.resume();
      this.#send({ event: "authenticate", data: resume ? { token, resume } : { token } });
    }
  }

  #heard(text: string): void {
    let frames: ServerFrame[];
    try {
      frames = this.wire.decode(text);
      this.meter.heard(text, frames.length);
    } catch {
      this.meter.heard(text, 0);
      // What was in it, if it mattered, is missing by seq and is asked for again.
      return;
    }
    const socket = this.#socket;
    // One of them may end this connection: what follows it is for nobody.
    for (const frame of frames) if (this.#socket === socket) this.#take(frame);
  }

  #take(frame: ServerFrame): void {
    if (frame.event === "authenticated" && this.link.kind === "greeting") {
      // Positions first: what comes next on this socket is judged by them.
      if (this.events.welcome(frame.data))
        this.#input({ kind: "welcomed", node: frame.data.node, policy: frame.data.reconnect });
      else this.#input({ kind: "afresh" });
      return;
    }
    if (frame.event === "reconnect") this.#input({ kind: "told", afterMs: frame.data.afterMs });
    if (frame.event === "reconnect:policy") this.#input({ kind: "policy", policy: frame.data });
    const id = isDurable(frame) ? undefined : frame.id;
    if (id === undefined || !this.#answered(id, frame)) this.events.frame(frame);
  }

  /** `true` if somebody waited for the answer to the request of this id. */
  #answered(id: string, frame: ServerFrame): boolean {
    const waiting = this.#waiting.get(id);
    if (!waiting) return false;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    if (frame.event === "error") {
      const { code, message, retryAfter } = frame.data;
      this.meter.failed();
      waiting.reject(new RequestFailed(code, message, retryAfter ?? null, frame.data));
    } else {
      this.meter.answered();
      waiting.resolve(frame.event === "ack" ? frame.data : {});
    }
    return true;
  }

  /** One ping at a time; a connection that does not answer is none. */
  #measure(): void {
    clearTimeout(this.#ping);
    const sentAt = this.world.now();
    const socket = this.#socket;
    const late = setTimeout(() => {
      if (this.#socket === socket) this.#input({ kind: "dead" });
    }, PONG_WITHIN_MS);
    this.request("ping", { t: sentAt })
      .then(() => this.events.latency(this.world.now() - sentAt))
      .catch(() => undefined)
      .finally(() => clearTimeout(late));
    this.#ping = setTimeout(() => {
      if (this.link.kind === "live") this.#measure();
    }, this.#pingEvery);
  }

  #down(): void {
    clearTimeout(this.#ping);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, timer } of waiting) {
      clearTimeout(timer);
      reject(new RequestFailed("disconnected", "the connection was lost"));
    }
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    for (const text of this.wire.encode(frame)) {
      this.meter.said(text);
      this.#socket.send(text);
    }
  }
}
