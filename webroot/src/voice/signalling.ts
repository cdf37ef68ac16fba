import type { Told } from "../api/problem";
import { toldDelay } from "../realtime/link";
import type { Left, OwnState, PeerStats, Ready, Signal, SignalOut, VoiceFrame } from "./wire";
import { readFrame } from "./wire";

/** The socket of a call: it comes back by itself, loses no signal and takes none twice. */

/** Why a call is over, or never began. */
export type CallEnd =
  | { kind: "refused"; code: string; message: string; told: Told }
  | { kind: "left"; left: Left }
  /** One sees the channel no more. */
  | { kind: "closed" }
  /** Nobody is signed in any more. */
  | { kind: "signedOut" }
  /** Its node could not be reached for too long. */
  | { kind: "lost" };

export interface SignallingWorld {
  /** Of the server, without a path: `wss://host`. */
  readonly url: string;
  open(url: string): WebSocket;
  /** An access token good for a while; `null` when there is nobody signed in. Rejects when that cannot be known now. */
  token(refreshFirst: boolean): Promise<string | null>;
  random(): number;
}

export interface SignallingEvents {
  ready(ready: Ready): void;
  /** Each once, in its order. */
  signal(signal: Signal): void;
  /** Who is there, and how they are. */
  told(frame: Extract<VoiceFrame, { event: "voice:joined" | "voice:left" | "voice:states" | "voice:quality" }>): void;
  /** A signal could not be delivered: whom it was for is not there. */
  undelivered(target: string): void;
  /** Something else that I said was not taken. */
  refused(told: Told): void;
  /** Whether the socket is there. */
  link(up: boolean): void;
  over(end: CallEnd): void;
}

/** Waits before each try to come back; the last holds from there on. */
const WAITS_MS = [0, 200, 500, 1_000, 1_500];
/** Who is told that a node is overloaded waits at least this. */
const OVERLOADED_MS = 1_000;
/** A node is not waited for longer than this: a call has to be back before its seat is given up. */
const TOLD_MAX_MS = 10_000;
const CROWD_MS = 500;
/** So long a call goes on without its socket; who never came in is not kept waiting so long. */
const LOST_MS = 120_000;
const JOIN_MS = 15_000;
/** So long a socket may take to open and say `voice:ready`. */
const OPEN_MS = 5_000;
const PING_EVERY_MS = 2_000;
/** A socket of which nothing is heard for so long is none. */
const SILENT_MS = 6_000;
/** Signals that nobody has acknowledged, at most; the oldest are dropped. */
const PENDING_MAX = 300;

/** What a close code asks for. */
export const afterClose = (code: number): "resume" | "refresh" | "end" => {
  if (code === 4007 || code === 4501) return "refresh";
  return code >= 4500 && code < 5000 ? "end" : "resume";
};

/** How long to wait before a try, by how many there were, and no shorter than the node asked for: `retry=<ms>`. */
export const waitBefore = (tries: number, code: number, reason: string, random: () => number): number => {
  const wait = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0;
  const own = Math.round((code === 4013 ? Math.max(wait, OVERLOADED_MS) : wait) * (0.75 + random() / 2));
  const told = Math.min(toldDelay(reason) ?? 0, TOLD_MAX_MS);
  // Who was told the same time as everybody else comes a little later, each by another little.
  return told === 0 ? own : Math.max(own, told + Math.round(random() * CROWD_MS));
};

export class Signalling {
  #socket: WebSocket | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #up = false;
  #over = false;
  #session: { id: string; n: number } | null = null;
  #tries = 0;
  #downSince = Date.now();
  #refreshed = false;
  #refusal: Extract<CallEnd, { kind: "refused" }> | null = null;
  #lastId = 0;
  #pending = new Map<string, SignalOut>();
  #state: OwnState = {};

  constructor(
    readonly channelId: string,
    readonly world: SignallingWorld,
    readonly events: SignallingEvents,
  ) {}

  start(): void {
    void this.#open(false);
  }

  /** Leaves: says so, and is done. */
  leave(): void {
    this.#say({ event: "voice:leave", data: {} });
    this.#stop();
  }

  /** Tries at once instead of waiting. */
  now(): void {
    if (this.#over || this.#up || this.#socket) return;
    this.#tries = 0;
    void this.#open(false);
  }

  renew(token: string): void {
    if (this.#up) this.#say({ event: "authenticate", data: { token } });
  }

  /** Goes to its target, now or when the socket is back. */
  signal(signal: SignalOut): void {
    this.#lastId += 1;
    const id = String(this.#lastId);
    this.#pending.set(id, signal);
    const oldest = this.#pending.keys().next().value;
    if (this.#pending.size > PENDING_MAX && oldest !== undefined) this.#pending.delete(oldest);
    if (this.#up) this.#say({ ...signal, id });
  }

  /** How one is: what is said while the socket is away is said when it is back. */
  state(change: OwnState): void {
    this.#state = { ...this.#state, ...change };
    if (this.#up) this.#say({ event: "voice:state", data: change });
  }

  stats(peers: PeerStats[]): void {
    if (this.#up && peers.length > 0) this.#say({ event: "voice:stats", data: { peers } });
  }

  async #open(refreshFirst: boolean): Promise<void> {
    this.#drop();
    clearTimeout(this.#patience);
    clearTimeout(this.#retry);
    const turn = setTimeout(() => this.#lost(0), OPEN_MS);
    this.#patience = turn;
    const token = await this.world.token(refreshFirst).catch(() => undefined);
    if (this.#over || this.#patience !== turn) return;
    if (token === null) return this.#end({ kind: "signedOut" });
    if (token === undefined) return this.#lost(0);
    const query = new URLSearchParams({ token });
    if (this.#session) query.set("resume", `${this.#session.id}:${this.#session.n}`);
    const socket = this.world.open(`${this.world.url}/ws/voice/${this.channelId}?${query}`);
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      this.#heardAt = Date.now();
      const frame = readFrame(String(data));
      if (frame) this.#take(frame);
    };
    socket.onclose = ({ code, reason }) => {
      this.#socket = null;
      this.#lost(code, reason);
    };
  }

  #take(frame: VoiceFrame): void {
    switch (frame.event) {
      case "voice:ready":
        this.#ready(frame.data);
        break;
      case "voice:offer":
      case "voice:answer":
      case "voice:ice":
        if (!this.#session || frame.data.n <= this.#session.n) return;
        this.#session.n = frame.data.n;
        this.events.signal(frame);
        break;
      case "voice:left":
        if (frame.data.participantId === this.#self) this.#end({ kind: "left", left: frame.data });
        else this.events.told(frame);
        break;
      case "voice:joined":
      case "voice:states":
      case "voice:quality":
        this.events.told(frame);
        break;
      case "ack":
        this.#pending.delete(frame.id ?? "");
        break;
      case "error":
        this.#refused(frame);
        break;
      case "pong":
        break;
      default:
        // What a newer node says.
        frame satisfies never;
    }
  }

  #self = "";

  #ready(ready: Ready): void {
    clearTimeout(this.#patience);
    this.#up = true;
    this.#tries = 0;
    this.#refreshed = false;
    this.#self = ready.self;
    const resumed = ready.resumed && this.#session !== null;
    this.#session = { id: ready.sessionId, n: resumed ? (this.#session?.n ?? 0) : ready.n };
    // What was said to those of another session is for nobody.
    if (!resumed) this.#pending.clear();
    clearInterval(this.#ping);
    this.#ping = setInterval(() => this.#measure(), PING_EVERY_MS);
    if (Object.keys(this.#state).length > 0) this.#say({ event: "voice:state", data: this.#state });
    this.events.link(true);
    this.events.ready(ready);
    if (resumed) for (const [id, signal] of this.#pending) this.#say({ ...signal, id });
  }

  #refused({ id, data }: Extract<VoiceFrame, { event: "error" }>): void {
    const about = id === undefined ? undefined : this.#pending.get(id);
    if (about) {
      this.#pending.delete(id ?? "");
      if (data.reason === "NO_SUCH_PARTICIPANT") this.events.undelivered(about.data.target);
    } else if (this.#up) this.events.refused(data);
    else this.#refusal = { kind: "refused", code: data.code, message: data.message, told: data };
  }

  #measure(): void {
    if (Date.now() - this.#heardAt > SILENT_MS) {
      this.#drop();
      this.#lost(0);
    } else this.#say({ event: "ping", data: {} });
  }

  /** The socket is gone: what the code says is done, or what was refused is told. */
  #lost(code: number, reason = ""): void {
    if (this.#over) return;
    const wasUp = this.#up;
    this.#drop();
    clearTimeout(this.#patience);
    clearInterval(this.#ping);
    this.#up = false;
    if (wasUp) {
      // Since it was last heard: a computer that slept for hours does not come back to the call by itself.
      this.#downSince = this.#heardAt;
      this.events.link(false);
    }
    const asked = afterClose(code);
    const doubted = asked === "refresh" && !this.#refreshed;
    const tooLong = Date.now() - this.#downSince > (this.#session ? LOST_MS : JOIN_MS);
    if (tooLong || asked === "end" || (code === 4501 && !doubted)) {
      this.#end(this.#refusal ?? { kind: code === 4504 ? "closed" : "lost" });
      return;
    }
    this.#refreshed ||= doubted;
    this.#refusal = null;
    const wait = waitBefore(this.#tries, code, reason, this.world.random);
    this.#tries += 1;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#open(doubted), wait);
  }

  #end(end: CallEnd): void {
    if (this.#over) return;
    this.#stop();
    this.events.over(end);
  }

  #stop(): void {
    this.#over = true;
    this.#up = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#patience);
    clearInterval(this.#ping);
    this.#pending.clear();
    this.#drop();
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #say(frame: { event: string; data: object; id?: string }): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
