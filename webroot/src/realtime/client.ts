import type { AckData, Authenticated, ClientEvents, DurableFrame, Positions, ServerFrame } from "./frames";
import { isDurable } from "./frames";
import type { Link } from "./link";
import { memoryStore, Outbox, type OutboxStore, type Outgoing } from "./outbox";
import { type Decision, Sequencer } from "./sequencer";
import { RequestFailed, Socket, type SocketWorld } from "./socket";

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
  readonly #socket: Socket;
  readonly #sequencer = new Sequencer<DurableFrame>();
  readonly outbox: Outbox;
  #epoch: string | null = null;
  /** Streams whose state is being read anew. */
  #anew = new Set<string>();
  /** Who waits for the connection to be live. */
  #patient = new Set<() => void>();

  constructor(
    readonly world: SocketWorld,
    readonly listener: ClientListener,
  ) {
    this.#socket = new Socket(world, {
      link: (link) => this.#linked(link),
      latency: (ms) => listener.latency(ms),
      resume: () => this.#resume(),
      welcome: (data) => this.#welcomed(data),
      frame: (frame) => this.#take(frame),
    });
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
    return this.#socket.link;
  }

  /** Signs on; what is on its way is kept in `store`. */
  start(store: OutboxStore = memoryStore): void {
    this.outbox.open(store);
    this.#socket.start();
  }

  /** Signs off and forgets positions. What was on its way stays in its store, unless it is given up. */
  stop(outgoing: "keep" | "giveUp"): void {
    this.#socket.stop();
    this.#forget();
    if (outgoing === "keep") this.outbox.close();
    else this.outbox.clear();
  }

  now(): void {
    this.#socket.now();
  }

  /** Forgets every position and reads everything anew. */
  startOver(): void {
    this.#forget();
    this.#socket.again();
  }

  renew(token: string): Promise<void> {
    return this.#socket.renew(token);
  }

  say<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): void {
    this.#socket.say(event, data);
  }

  request<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData> {
    return this.#socket.request(event, data);
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
  }

  /** From here on these streams are sent to us. */
  #begin(positions: Positions): void {
    for (const [stream, seq] of Object.entries(positions))
      this.#apply(this.#sequencer.place(stream, Math.max(seq, this.#sequencer.last(stream) ?? 0)));
  }

  #resume(): { epoch: string; positions: Positions } | undefined {
    return this.#epoch === null ? undefined : { epoch: this.#epoch, positions: this.#sequencer.positions() };
  }

  #linked(link: Link): void {
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
    this.#epoch = data.epoch;
    for (const [stream, seq] of Object.entries(data.positions)) this.#sequencer.place(stream, seq);
    this.listener.welcome(data, fresh);
    return true;
  }

  #forget(): void {
    this.#epoch = null;
    this.#anew.clear();
    this.#sequencer.clear();
  }

  #take(frame: ServerFrame): void {
    if (isDurable(frame)) this.#apply(this.#sequencer.accept(frame.stream, frame.seq, frame));
    else if (frame.event === "resync") this.#resync(frame.data.streams);
    else {
      if (frame.event === "channel:created") this.#begin({ [frame.data.channel.id]: frame.data.position });
      if (frame.event === "channel:removed") this.#sequencer.forget(frame.data.channelId);
      this.listener.event(frame);
    }
  }

  #apply(decision: Decision<DurableFrame>): void {
    for (const frame of decision.deliver) {
      if (frame.event === "server:joined") this.#begin(frame.data.positions);
      if (frame.event === "dm:created") this.#begin({ [frame.data.conversation.id]: frame.data.position });
      if (frame.event === "conversation:left") this.#sequencer.forget(frame.data.conversationId);
      if (frame.event === "server:left") this.#sequencer.forget(frame.data.serverId);
      this.listener.event(frame);
    }
    const gap = decision.fetch;
    if (!gap) return;
    if (this.#sequencer.overflows(gap.stream)) this.#resync([gap.stream]);
    else void this.#sync(gap.stream, gap.after, 1);
  }

  async #sync(stream: string, after: number, tries: number): Promise<void> {
    try {
      await this.#socket.request("sync", { stream, after });
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

const sendData = (message: Outgoing): ClientEvents["message:send"] => ({
  channelId: message.channelId,
  content: message.content,
  nonce: message.nonce,
  ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
});
