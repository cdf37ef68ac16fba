import type { Message } from "../../api/types";
import { type AckData, type ClientEvents, type DurableFrame, isDurable, type ServerFrame } from "../frames";
import type { Line, LineEvents, MakeLine } from "../line";
import type { Link } from "../link";
import type { Meter } from "../meter";
import { RequestFailed, Socket, type SocketEvents, type SocketWorld } from "../socket";
import { chatWire } from "./legacyChat";
import { LEGACY_PAGE, type LegacyHttp } from "./legacyHttp";
import { newsWire } from "./legacyNews";

/**
 * The previous generation's protocol: a socket for one's notifications, whose link is that of the whole, and one for
 * each of the channels that were looked at last. They have no order and no resume. That a message came is a hint, and
 * the channel is read from where it stood; what they never tell is polled. Their client's positions stay where they
 * were, so going back to today's protocol replays what was missed.
 */

/** Channels with a socket; those that were looked at longer ago are polled like all others. */
export const LEGACY_ROOMS_MAX = 4;
/** What is never told is asked for this often. */
const LEGACY_POLL_MS = 10_000;
/** By then a socket that answers is attached to its channel. */
const ATTACHED_MS = 1_500;
/** A message that does not come back within this is sent again by HTTP, under the same nonce. */
const ECHO_MS = 3_000;
/** Pages read of a channel that went on without us; beyond them its messages are read anew. */
const PAGES_MAX = 10;

export class LegacyLine implements Line {
  readonly #news: Socket;
  readonly #rooms = new Map<string, Socket>();
  /** Channels that are being read; `true` when something came meanwhile. */
  readonly #reading = new Map<string, boolean>();
  #watched: ReadonlyArray<string> = [];
  #poll: ReturnType<typeof setInterval> | undefined;
  /** What a greeting tells is known, from an earlier line or by HTTP. */
  #known = false;

  constructor(
    readonly world: SocketWorld,
    readonly events: LineEvents,
    readonly meter: Meter,
    readonly http: LegacyHttp,
  ) {
    const told = { ...this.#plain, latency: events.latency, link: (link: Link) => this.#linked(link) };
    this.#news = new Socket(world, told, newsWire(), meter);
  }

  get link(): Link {
    return this.#news.link;
  }

  start(): void {
    this.#known = this.events.resume() !== undefined;
    this.#news.start();
  }

  stop(): void {
    this.#news.stop();
  }

  now(): void {
    this.#news.now();
    for (const socket of this.#rooms.values()) socket.now();
  }

  again(): void {
    this.#known = false;
    this.#news.again();
  }

  async renew(token: string): Promise<void> {
    await Promise.all([this.#news, ...this.#rooms.values()].map((socket) => socket.renew(token)));
  }

  closely(on: boolean): void {
    this.#news.closely(on);
  }

  watch(channelIds: ReadonlyArray<string>): void {
    this.#watched = channelIds.slice(-LEGACY_ROOMS_MAX);
    if (this.link.kind === "live" && this.#known) this.#open();
  }

  say<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): void {
    if (event !== "typing:start") return;
    const { channelId } = data as ClientEvents["typing:start"];
    this.#rooms.get(channelId)?.say(event, data);
  }

  async request<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData> {
    if (this.link.kind !== "live") throw new RequestFailed("disconnected", "not connected");
    // There is nothing to choose: a channel with a socket is told of in full.
    if (event === "subscribe") return {};
    return event === "message:send" ? this.#send(data as ClientEvents["message:send"]) : this.#byHttp(event, data);
  }

  /** Whatever is tried, a message is stored once; but a socket answers only the first try, and HTTP every one. */
  async #send(data: ClientEvents["message:send"]): Promise<AckData> {
    const room = this.#rooms.get(data.channelId);
    if (room?.link.kind === "live" && Object.keys(data).every((field) => SAID.has(field))) {
      const echo = await within(ECHO_MS, room.request("message:send", data));
      if (echo) return echo;
    }
    const ack = await this.#byHttp("message:send", data);
    void this.#read(data.channelId);
    return ack;
  }

  async #byHttp<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData> {
    try {
      const ack = await this.http.request(event, data);
      this.meter.answered();
      return ack;
    } catch (error) {
      this.meter.failed();
      throw error;
    }
  }

  #linked(link: Link): void {
    clearInterval(this.#poll);
    if (link.kind === "live") this.#poll = setInterval(() => this.#ask(), LEGACY_POLL_MS);
    else this.#close(this.#rooms.keys());
    this.events.link(link);
    if (link.kind !== "live") return;
    if (this.#known) this.#goOn();
    else void this.#greet();
  }

  #goOn(): void {
    this.#open();
    this.events.poll();
  }

  /** What a greeting would have told; asked again until it is known. */
  async #greet(): Promise<void> {
    try {
      const told = await this.http.snapshot();
      if (this.link.kind !== "live" || this.#known) return;
      this.#known = true;
      this.events.welcome(told);
      this.#goOn();
    } catch {
      // Asked again with the next poll.
    }
  }

  #ask(): void {
    for (const [channelId, socket] of this.#rooms) {
      if (socket.link.kind === "stuck") socket.now();
      void this.#read(channelId);
    }
    if (this.#known) this.events.poll();
    else void this.#greet();
  }

  /** Sockets for the channels that are looked at, and for no others. */
  #open(): void {
    this.#close([...this.#rooms.keys()].filter((channelId) => !this.#watched.includes(channelId)));
    for (const channelId of this.#watched) {
      if (this.#rooms.has(channelId)) continue;
      const wire = chatWire(channelId, () => void this.#read(channelId));
      const link = ({ kind }: Link) => {
        if (kind !== "live") return;
        // Edits and the like that happened before are told by nothing but the messages themselves.
        this.events.anew([channelId]);
        void this.#read(channelId);
        // A ping is answered before a socket is attached: what comes in between is heard of by neither.
        setTimeout(() => this.#rooms.has(channelId) && void this.#read(channelId), ATTACHED_MS);
      };
      const socket = new Socket(this.world, { ...this.#plain, link }, wire, this.meter);
      this.#rooms.set(channelId, socket);
      socket.start();
    }
  }

  #close(channelIds: Iterable<string>): void {
    for (const channelId of [...channelIds]) {
      this.#rooms.get(channelId)?.stop();
      this.#rooms.delete(channelId);
    }
  }

  /** Tells the messages that a channel has beyond those that were told; once more if something comes meanwhile. */
  async #read(channelId: string): Promise<void> {
    if (this.#reading.has(channelId)) {
      this.#reading.set(channelId, true);
      return;
    }
    do {
      this.#reading.set(channelId, false);
      try {
        await this.#readOn(channelId);
      } catch {
        // The next hint or poll asks again.
        break;
      }
    } while (this.#reading.get(channelId));
    this.#reading.delete(channelId);
  }

  async #readOn(channelId: string): Promise<void> {
    const known = this.events.toldUpTo(channelId);
    const from = known ?? 0;
    const news: Message[] = [];
    for (let pages = 0; ; pages += 1) {
      const page = await this.http.messages(channelId, news.at(-1)?.id);
      const fresh = page.filter((message) => message.seq > from);
      news.push(...fresh);
      if (fresh.length < LEGACY_PAGE || known === undefined) break;
      if (pages >= PAGES_MAX) {
        this.events.anew([channelId]);
        break;
      }
    }
    for (const message of news.reverse())
      this.events.told({
        event: "message:new",
        stream: channelId,
        seq: message.seq,
        data: { channelId, message },
      } as DurableFrame);
  }

  #take(frame: ServerFrame): void {
    if (!isDurable(frame)) {
      this.events.frame(frame);
      return;
    }
    this.events.told(frame);
    // What I am told of may be about a message in a channel without a socket, a conversation's above all.
    if (frame.event !== "notification") return;
    const { channelId } = frame.data.notification;
    if (channelId !== undefined) void this.#read(channelId);
  }

  readonly #plain: SocketEvents = {
    link: () => undefined,
    latency: () => undefined,
    resume: () => undefined,
    welcome: () => true,
    frame: (frame) => this.#take(frame),
  };
}

/** All that the socket has words for; a message with more goes by HTTP. */
const SAID = new Set(["channelId", "content", "nonce", "replyTo"]);

/** The answer to a request, or nothing when it does not come in time, or not on this connection. */
const within = async (ms: number, asked: Promise<AckData>): Promise<AckData | null> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (error instanceof RequestFailed && (error.code === "disconnected" || error.code === "timeout")) return null;
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

/** Makes the line of this protocol. */
export const legacyLine =
  (http: LegacyHttp): MakeLine =>
  (world, events, meter) =>
    new LegacyLine(world, events, meter, http);
