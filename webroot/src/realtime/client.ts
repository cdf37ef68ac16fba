import type { AckData, Authenticated, ClientEvents, DurableFrame, Positions, ServerFrame } from "./frames";
import { isDurable } from "./frames";
import type { Line, LineEvents, MakeLine } from "./line";
import type { Link } from "./link";
import { Meter } from "./meter";
import { memoryStore, Outbox, type OutboxStore, type Outgoing } from "./outbox";
import { type Decision, Sequencer } from "./sequencer";
import { RequestFailed, Socket, type SocketWorld } from "./socket";
import { mainWire } from "./wire/main";

/** What is spoken with the server: the protocol of today, or that of the generation before. */
export type Protocol = "enhanced" | "legacy";

/** What the client needs from outside. */
export interface ClientWorld extends SocketWorld {
  /** Fetches the code of the legacy protocol. */
  legacy?(): Promise<MakeLine>;
}

/** What the client tells of; `state/` listens. */
export interface ClientListener {
  link(link: Link): void;
  latency(ms: number): void;
  /** A greeting was answered; `fresh` when everything was read anew. Comes before any event. */
  welcome(data: Authenticated, fresh: boolean): void;
  /** Events in their order, each once. */
  event(frame: ServerFrame): void;
  /** These streams cannot be replayed: read their state anew, then let them `goOn`. */
  resync(streams: string[]): void;
  /** What happened in these channels was not told: their messages are to be read anew. Legacy protocol only. */
  anew?(channelIds: string[]): void;
  /** Time to ask for what is never told. Legacy protocol only. */
  poll?(): void;
  outgoing(message: Outgoing): void;
  sent(message: Outgoing, ack: AckData): void;
}

/** A gap asked for this often without coming nearer is read anew instead. */
const SYNC_TRIES = 3;
const SYNC_RETRY_MS = 1_000;
/** So long a request that may be repeated waits for the connection to come back. */
const PATIENCE_MS = 8_000;

/** Socket, order and outbox as one: what comes out is in order, what goes in is sent until it is stored. */
export class RealtimeClient {
  /** What passes over the connection, counted. */
  readonly meter: Meter;
  #line: Line;
  #protocol: Protocol = "enhanced";
  /** What is to be spoken; its code may be on its way. */
  #wanted: Protocol = "enhanced";
  #running = false;
  #wasLive = false;
  #lived = false;
  #watched: ReadonlyArray<string> = [];
  #closely = false;
  /** Per channel the last message that was told outside the order of its stream: it is not told again in it. */
  #told = new Map<string, number>();
  readonly #sequencer = new Sequencer<DurableFrame>();
  readonly outbox: Outbox;
  #epoch: string | null = null;
  /** Streams whose state is being read anew. */
  #anew = new Set<string>();
  /** Who waits for the connection to be live. */
  #patient = new Set<() => void>();

  constructor(
    readonly world: ClientWorld,
    readonly listener: ClientListener,
  ) {
    this.meter = new Meter(world.now);
    this.#line = this.#made(enhanced);
    this.outbox = new Outbox({
      send: (m) => this.request("message:send", sendData(m)),
      later: (ms, run) => void setTimeout(run, ms),
      now: world.now,
      random: world.random,
      changed: (message) => listener.outgoing(message),
      sent: (message, ack) => listener.sent(message, ack),
    });
  }

  get link(): Link {
    return this.#line.link;
  }

  get protocol(): Protocol {
    return this.#protocol;
  }

  /** Signs on; what is on its way is kept in `store`. */
  start(store: OutboxStore = memoryStore): void {
    this.outbox.open(store);
    this.#running = true;
    this.#line.start();
  }

  /** Signs off and forgets positions. What was on its way stays in its store, unless it is given up. */
  stop(outgoing: "keep" | "giveUp"): void {
    this.#running = false;
    this.#line.stop();
    this.#forget();
    this.#wasLive = false;
    if (outgoing === "keep") this.outbox.close();
    else this.outbox.clear();
  }

  now(): void {
    this.#line.now();
  }

  /**
   * Goes over to another protocol. Positions and what waits in the outbox stay, so nothing is missed or doubled.
   * Rejects when its code cannot be fetched; then everything stays as it is.
   */
  async speak(protocol: Protocol): Promise<void> {
    this.#wanted = protocol;
    let make = enhanced;
    if (protocol === "legacy") {
      try {
        make = (await this.world.legacy?.()) ?? enhanced;
      } catch (error) {
        if (this.#wanted === protocol) this.#wanted = this.#protocol;
        throw error;
      }
    }
    if (this.#wanted !== protocol || this.#protocol === protocol) return;
    const before = this.#line;
    this.#protocol = protocol;
    this.#wasLive = false;
    this.#lived = false;
    // From here on nobody listens to the old one: what it still says is said again on the new.
    this.#line = this.#made(make);
    before.stop();
    if (this.#running) this.#line.start();
  }

  /** The channels that are looked at, the last one latest: a protocol that has a socket for each opens these. */
  watch(channelIds: ReadonlyArray<string>): void {
    this.#watched = channelIds;
    this.#line.watch(channelIds);
  }

  /** Somebody looks at how the connection does: it is measured more often. */
  closely(on: boolean): void {
    this.#closely = on;
    this.#line.closely(on);
  }

  /** Forgets every position and reads everything anew. */
  startOver(): void {
    this.#forget();
    this.#line.again();
  }

  renew(token: string): Promise<void> {
    return this.#line.renew(token);
  }

  say<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): void {
    this.#line.say(event, data);
  }

  request<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData> {
    return this.#line.request(event, data);
  }

  /** Like `request`, for what may be asked twice: a short loss of the connection is waited out. */
  async ask<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData> {
    const until = this.world.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.request(event, data);
      } catch (error) {
        const gone = error instanceof RequestFailed && error.code === "disconnected";
        if (!gone || !(await this.#liveBy(until))) throw error;
      }
    }
  }

  /**
   * Where streams stand according to a snapshot just read; events after it that were held are delivered. Streams that
   * are followed already are left alone: what the snapshot knows and we do not is still on its way.
   */
  place(positions: Positions): void {
    for (const [stream, seq] of Object.entries(positions))
      if (this.#sequencer.last(stream) === undefined) this.#apply(this.#sequencer.place(stream, seq));
  }

  /**
   * Streams that were told by `resync` go on from where the snapshot that was read for it says, even if that is before
   * where they stood: the server may have lost the rest.
   */
  goOn(positions: Positions): void {
    for (const [stream, seq] of Object.entries(positions))
      if (this.#anew.delete(stream)) this.#apply(this.#sequencer.place(stream, seq));
  }

  /** A stream may no longer be seen: where it stood is of no use. */
  forget(stream: string): void {
    this.#sequencer.forget(stream);
    this.#anew.delete(stream);
    this.#told.delete(stream);
  }

  /** From here on these streams are sent to us. */
  #begin(positions: Positions): void {
    for (const [stream, seq] of Object.entries(positions))
      this.#apply(this.#sequencer.place(stream, Math.max(seq, this.#sequencer.last(stream) ?? 0)));
  }

  #made(make: MakeLine): Line {
    const isOurs = () => this.#line === line;
    const events: LineEvents = {
      link: (link) => isOurs() && this.#linked(link),
      latency: (ms) => {
        if (!isOurs()) return;
        this.meter.latency(ms);
        this.listener.latency(ms);
      },
      resume: () => this.#resume(),
      welcome: (data) => isOurs() && this.#welcomed(data),
      frame: (frame) => isOurs() && this.#take(frame),
      told: (frame) => isOurs() && this.#tell(frame),
      toldUpTo: (channelId) => this.#told.get(channelId) ?? this.#sequencer.last(channelId),
      anew: (channelIds) => isOurs() && this.listener.anew?.(channelIds),
      poll: () => isOurs() && this.listener.poll?.(),
    };
    const line = make(this.world, events, this.meter);
    line.watch(this.#watched);
    line.closely(this.#closely);
    return line;
  }

  #resume(): { epoch: string; positions: Positions } | undefined {
    return this.#epoch === null ? undefined : { epoch: this.#epoch, positions: this.#sequencer.positions() };
  }

  #linked(link: Link): void {
    const live = link.kind === "live";
    if (this.#wasLive && (link.kind === "waiting" || link.kind === "stuck")) this.meter.lost();
    if (live && this.#lived) this.meter.reconnected();
    this.#wasLive = live;
    this.#lived ||= live;
    if (link.kind !== "live") {
      this.#sequencer.disconnected();
      this.#anew.clear();
    }
    this.listener.link(link);
    this.outbox.connected(link.kind === "live");
    if (link.kind === "live" || link.kind === "ended" || link.kind === "idle") {
      for (const goOn of this.#patient) goOn();
      this.#patient.clear();
    }
  }

  /** `true` when the connection is live at a time before then; at the latest then, `false`. */
  #liveBy(until: number): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.link.kind === "live") return resolve(true);
      const goOn = () => {
        clearTimeout(timer);
        this.#patient.delete(goOn);
        resolve(this.link.kind === "live");
      };
      const timer = setTimeout(goOn, until - this.world.now());
      this.#patient.add(goOn);
    });
  }

  #welcomed(data: Authenticated): boolean {
    // Left out in the answer to a resume.
    const fresh = data.servers !== undefined;
    // The database was restored: what was seen may never have happened. All of it is read anew.
    if (!fresh && data.epoch !== this.#epoch) {
      this.#forget();
      return false;
    }
    // Over the legacy protocol nobody knows it: then there is nothing that could be resumed.
    this.#epoch = data.epoch === "" ? null : data.epoch;
    if (fresh) this.#told.clear();
    for (const [stream, seq] of Object.entries(data.positions)) this.#sequencer.place(stream, seq);
    this.listener.welcome(data, fresh);
    return true;
  }

  #forget(): void {
    this.#epoch = null;
    this.#anew.clear();
    this.#told.clear();
    this.#sequencer.clear();
  }

  /** Takes what is told without a place in its stream: the messages of a channel in their order, but not all of it. */
  #tell(frame: DurableFrame): void {
    if (frame.event === "message:new") {
      const last = this.#told.get(frame.stream) ?? this.#sequencer.last(frame.stream) ?? 0;
      if (frame.seq <= last) return;
      this.#told.set(frame.stream, frame.seq);
    }
    this.#deliver(frame);
  }

  #take(frame: ServerFrame): void {
    if (isDurable(frame)) this.#apply(this.#sequencer.accept(frame.stream, frame.seq, frame));
    else if (frame.event === "resync") this.#resync(frame.data.streams);
    else {
      if (frame.event === "channel:created") this.#begin({ [frame.data.channel.id]: frame.data.position });
      if (frame.event === "channel:removed") this.forget(frame.data.channelId);
      this.listener.event(frame);
    }
  }

  #apply(decision: Decision<DurableFrame>): void {
    for (const frame of decision.deliver)
      if (frame.event !== "message:new" || frame.seq > (this.#told.get(frame.stream) ?? 0)) this.#deliver(frame);
    const gap = decision.fetch;
    if (!gap) return;
    if (this.#sequencer.overflows(gap.stream)) this.#resync([gap.stream]);
    else void this.#sync(gap.stream, gap.after, 1);
  }

  #deliver(frame: DurableFrame): void {
    if (frame.event === "server:joined") this.#begin(frame.data.positions);
    if (frame.event === "dm:created") this.#begin({ [frame.data.conversation.id]: frame.data.position });
    if (frame.event === "conversation:left") this.forget(frame.data.conversationId);
    if (frame.event === "server:left") this.forget(frame.data.serverId);
    this.listener.event(frame);
  }

  async #sync(stream: string, after: number, tries: number): Promise<void> {
    try {
      await this.#line.request("sync", { stream, after });
    } catch {
      if (this.link.kind !== "live") return;
      if (tries >= SYNC_TRIES) this.#resync([stream]);
      else setTimeout(() => void this.#sync(stream, this.#sequencer.last(stream) ?? after, tries + 1), SYNC_RETRY_MS);
      return;
    }
    if (this.#anew.has(stream)) return;
    const decision = this.#sequencer.fetched(stream);
    if (decision.fetch && decision.fetch.after <= after) this.#resync([stream]);
    else this.#apply(decision);
  }

  #resync(streams: string[]): void {
    const news = streams.filter((stream) => !this.#anew.has(stream));
    for (const stream of news) {
      this.#anew.add(stream);
      this.#sequencer.suspend(stream);
    }
    if (news.length > 0) this.listener.resync(news);
  }
}

const enhanced: MakeLine = (world, events, meter) => new Socket(world, events, mainWire, meter);

const sendData = (message: Outgoing): ClientEvents["message:send"] => ({
  channelId: message.channelId,
  content: message.content,
  nonce: message.nonce,
  ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
});
