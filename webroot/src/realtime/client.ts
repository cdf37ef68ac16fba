import type { AckData, Authenticated, ClientEvents, DurableFrame, Positions, ServerFrame } from "./frames";
import { isDurable } from "./frames";
import type { Link } from "./link";
import { memoryStore, Outbox, type OutboxStore, type Outgoing } from "./outbox";
import { type Decision, Sequencer } from "./sequencer";
import { Socket, type SocketWorld } from "./socket";

/** What the client tells of; `state/` listens. */
export interface ClientListener {
  link(link: Link): void;
  latency(ms: number): void;
  /** A greeting was answered; `fresh` when everything was read anew. Comes before any event. */
  welcome(data: Authenticated, fresh: boolean): void;
  /** Events in their order, each once. */
  event(frame: ServerFrame): void;
  /** These streams cannot be replayed: read their state anew, then `place` them. */
  resync(streams: string[]): void;
  outgoing(message: Outgoing): void;
  sent(message: Outgoing, ack: AckData): void;
}

/** A gap asked for this often without coming nearer is read anew instead. */
const SYNC_TRIES = 3;
const SYNC_RETRY_MS = 1_000;

/** Socket, order and outbox as one: what comes out is in order, what goes in is sent until it is stored. */
export class RealtimeClient {
  readonly #socket: Socket;
  readonly #sequencer = new Sequencer<DurableFrame>();
  readonly outbox: Outbox;
  #epoch: string | null = null;
  /** Streams whose state is being read anew. */
  #anew = new Set<string>();

  constructor(
    world: SocketWorld,
    readonly listener: ClientListener,
    store: OutboxStore = memoryStore(),
  ) {
    this.#socket = new Socket(world, {
      link: (link) => this.#linked(link),
      latency: (ms) => listener.latency(ms),
      resume: () => this.#resume(),
      welcome: (data) => this.#welcomed(data),
      frame: (frame) => this.#take(frame),
    });
    this.outbox = new Outbox({
      store,
      send: (m) => this.request("message:send", sendData(m)),
      later: (ms, run) => void setTimeout(run, ms),
      changed: (message) => listener.outgoing(message),
      sent: (message, ack) => listener.sent(message, ack),
    });
  }

  get link(): Link {
    return this.#socket.link;
  }

  start(): void {
    this.#socket.start();
    void this.outbox.restore();
  }

  /** Signs off: forgets positions and what was on its way. */
  stop(): void {
    this.#socket.stop();
    this.#epoch = null;
    this.#sequencer.clear();
    this.outbox.clear();
  }

  now(): void {
    this.#socket.now();
  }

  /** Forgets every position and reads everything anew. */
  startOver(): void {
    this.#epoch = null;
    this.#sequencer.clear();
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

  /** Where streams stand according to a snapshot just read; events after it that were held are delivered. */
  place(positions: Positions): void {
    for (const [stream, seq] of Object.entries(positions)) {
      const last = this.#sequencer.last(stream);
      this.#anew.delete(stream);
      // A snapshot is read before what follows it: an older one must not turn a stream back.
      this.#apply(this.#sequencer.place(stream, Math.max(seq, last ?? 0)));
    }
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
  }

  #welcomed(data: Authenticated): void {
    // Left out, or null, in the answer to a resume.
    const fresh = data.servers != null;
    if (fresh) this.#sequencer.clear();
    this.#epoch = data.epoch;
    for (const [stream, seq] of Object.entries(data.positions)) this.#sequencer.place(stream, seq);
    this.listener.welcome(data, fresh);
  }

  #take(frame: ServerFrame): void {
    if (isDurable(frame)) this.#apply(this.#sequencer.accept(frame.stream, frame.seq, frame));
    else if (frame.event === "resync") this.#resync(frame.data.streams);
    else {
      if (frame.event === "channel:created") this.place({ [frame.data.channel.id]: frame.data.position });
      if (frame.event === "channel:removed") this.#sequencer.forget(frame.data.channelId);
      this.listener.event(frame);
    }
  }

  #apply(decision: Decision<DurableFrame>): void {
    for (const frame of decision.deliver) {
      if (frame.event === "server:joined") this.place(frame.data.positions);
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
