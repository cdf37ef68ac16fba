import { type Gathered, gatheredOf, judge, type RelayState, toWire } from "./candidates";
import { type Attempt, newAttempt, nextStep, type PairState, relayOnly, seen } from "./ladder";
import { isPolite, nameOf, numberOf, onOffer } from "./negotiation";
import { fingerprintOf, tuneOpus } from "./sdp";
import { fillSlots, limitRate, makeSlots, type Rates, SLOTS, type Slot, type Tracks } from "./slots";
import type { IceServer, Signal, SignalOut } from "./wire";

/** One pair of a call: a peer connection at a time, made anew when nothing else helps. */

export interface PeerWorld {
  connection(config: RTCConfiguration): RTCPeerConnection;
  /** With fresh credentials. Never waits long; answers with what was known where nothing newer is to be had. */
  iceServers(): Promise<IceServer[]>;
  now(): number;
}

export interface PeerEvents {
  signal(signal: SignalOut): void;
  pair(state: PairState): void;
  track(slot: Slot, track: MediaStreamTrack): void;
}

export class Peer {
  readonly #polite: boolean;
  #pc: RTCPeerConnection | null = null;
  #name: string | null = null;
  #attempt: Attempt;
  #state: PairState = "connecting";
  /** The last offer that was answered. */
  #answered: string | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;
  #heardAt = 0;
  #gathered: Gathered | null = null;
  #relay: RelayState = "good";

  constructor(
    self: string,
    readonly other: string,
    readonly tracks: Tracks,
    readonly world: PeerWorld,
    readonly events: PeerEvents,
    private iceServers: IceServer[],
    readonly rates: Readonly<Rates>,
  ) {
    this.#polite = isPolite(self, other);
    this.#attempt = newAttempt(0, false, world.now());
  }

  get state(): PairState {
    return this.#state;
  }

  /** While they are not reached, though tried before: how the relay did, which is for such cases. */
  get relay(): RelayState {
    return this.#relay;
  }

  /** Makes the first offer, as newcomers do; who was there waits for it. */
  offer(): void {
    this.#create(nameOf(this.#attempt.number + 1, chance()), true);
  }

  /** Takes what the other side says; one after another. */
  take(signal: Signal): void {
    this.#enqueue(async () => {
      if (signal.event === "voice:offer") return this.#offered(signal.data.pc, signal.data.sdp);
      if (signal.data.pc !== this.#name || !this.#pc) return;
      if (signal.event === "voice:answer") return this.#answer(this.#pc, signal.data.sdp);
      const { candidate } = signal.data;
      // Of an offer that is ignored, candidates are of no use.
      await this.#pc.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    });
  }

  /** Looks after the connection; to be called twice a second. Who waits for an offer that does not come makes one. */
  tick(): void {
    const now = this.world.now();
    this.#look();
    const step = nextStep(this.#attempt, this.#state, now);
    if (step === "restart") this.#restart(now);
    else if (step === "recreate") this.offer();
  }

  /** The network has changed: what is disturbed is not waited for. */
  hurry(): void {
    if (this.#state === "disturbed" || this.#state === "failed") this.#restart(this.world.now());
  }

  /** Sends another track, or nothing, from now on; nothing is negotiated for it. */
  async send(slot: Slot): Promise<void> {
    const sender = this.#pc?.getTransceivers()[SLOTS.indexOf(slot)]?.sender;
    await sender?.replaceTrack(this.tracks[slot]).catch(() => undefined);
    if (this.#pc) await limitRate(this.#pc, this.rates);
  }

  /** The rates have changed. */
  limit(): void {
    if (this.#pc) void limitRate(this.#pc, this.rates);
  }

  /** How loud they are just now, 0 to 1. */
  level(): number {
    const source = this.#pc?.getTransceivers()[0]?.receiver.getSynchronizationSources()[0];
    const fresh = source !== undefined && source.timestamp !== this.#heardAt;
    this.#heardAt = source?.timestamp ?? 0;
    return fresh ? (source.audioLevel ?? 0) : 0;
  }

  async stats(): Promise<Iterable<RTCStats>> {
    const report = await this.#pc?.getStats();
    return report ? [...report.values()] : [];
  }

  /** The certificates of both ends; `null` until they are known. */
  get fingerprints(): [string, string] | null {
    const mine = fingerprintOf(this.#pc?.localDescription?.sdp ?? "");
    const theirs = fingerprintOf(this.#pc?.remoteDescription?.sdp ?? "");
    return mine && theirs ? [mine, theirs] : null;
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #create(name: string, leads: boolean): RTCPeerConnection {
    if (this.#gathered && !this.#attempt.connected) this.#relay = judge(this.#gathered, this.iceServers).relay;
    this.#drop();
    const number = numberOf(name, this.#attempt.number);
    const hasRelay = this.iceServers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
    const pc = this.world.connection({
      iceServers: this.iceServers,
      bundlePolicy: "max-bundle",
      iceTransportPolicy: relayOnly(number, hasRelay) ? "relay" : "all",
    });
    this.#pc = pc;
    this.#gathered = gatheredOf(pc);
    this.#name = name;
    this.#answered = null;
    this.#attempt = newAttempt(number, leads, this.world.now());
    this.#state = "connecting";
    this.events.pair(this.#state);
    pc.onicecandidate = ({ candidate }) => {
      const found = candidate ? { candidate: toWire(candidate) } : {};
      this.events.signal({ event: "voice:ice", data: { target: this.other, pc: name, ...found } });
    };
    pc.onconnectionstatechange = () => this.#look();
    pc.ontrack = ({ transceiver, track }) => {
      const slot = SLOTS[pc.getTransceivers().indexOf(transceiver)];
      if (slot) this.events.track(slot, track);
    };
    pc.onnegotiationneeded = () => this.#enqueue(() => this.#negotiate(pc));
    if (leads) {
      makeSlots(pc);
      this.#enqueue(() => fillSlots(pc, this.tracks));
    }
    return pc;
  }

  async #negotiate(pc: RTCPeerConnection): Promise<void> {
    if (pc !== this.#pc || pc.signalingState !== "stable") return;
    await pc.setLocalDescription();
    this.#sayDescription(pc);
  }

  #sayDescription(pc: RTCPeerConnection): void {
    const description = pc.localDescription;
    if (pc !== this.#pc || !description || this.#name === null) return;
    const event = description.type === "offer" ? "voice:offer" : "voice:answer";
    this.events.signal({ event, data: { target: this.other, pc: this.#name, sdp: tuneOpus(description.sdp) } });
  }

  async #offered(name: string, sdp: string): Promise<void> {
    const now = this.#pc;
    const act = onOffer({
      name,
      current: this.#name,
      offering: now?.signalingState === "have-local-offer",
      unanswered: now !== null && now.remoteDescription === null,
      polite: this.#polite,
      answered: this.#answered === sdp,
    });
    if (act === "ignore") return;
    if (act === "repeat" && now) {
      this.#sayDescription(now);
      return;
    }
    const fresh = act === "replace" || !now;
    const pc = fresh ? this.#create(name, false) : now;
    await pc.setRemoteDescription({ type: "offer", sdp });
    if (fresh) await fillSlots(pc, this.tracks);
    if (pc !== this.#pc) return;
    await pc.setLocalDescription();
    this.#answered = sdp;
    this.#sayDescription(pc);
    await limitRate(pc, this.rates);
  }

  async #answer(pc: RTCPeerConnection, sdp: string): Promise<void> {
    // One that came twice finds nobody waiting for it.
    if (pc.signalingState !== "have-local-offer") return;
    await pc.setRemoteDescription({ type: "answer", sdp });
    await limitRate(pc, this.rates);
  }

  #restart(now: number): void {
    const pc = this.#pc;
    if (!pc) return;
    this.#attempt = { ...this.#attempt, restartedAt: now };
    this.#enqueue(async () => {
      this.iceServers = await this.world.iceServers();
      if (pc !== this.#pc) return;
      pc.setConfiguration({ ...pc.getConfiguration(), iceServers: this.iceServers });
      pc.restartIce();
    });
  }

  #look(): void {
    const state = this.#pc?.connectionState;
    if (state === undefined || state === "closed") return;
    const pair = state === "disconnected" ? "disturbed" : state === "new" ? "connecting" : state;
    this.#attempt = seen(this.#attempt, pair, this.world.now());
    if (this.#attempt.connected) this.#relay = "good";
    // While new candidates are tried the browser says "connecting" again: for people it is still a disturbance.
    this.#set(pair === "connecting" && this.#attempt.connected ? "disturbed" : pair);
  }

  #set(state: PairState): void {
    if (state === this.#state || this.#closed) return;
    this.#state = state;
    this.events.pair(state);
  }

  /** One thing after another: what comes while a description is set waits for it. */
  #enqueue(work: () => Promise<unknown> | undefined): void {
    this.#work = this.#work.then(async () => {
      if (!this.#closed) await work();
    });
    // What fails is looked after by the ladder: the pair does not connect, and is made anew.
    this.#work = this.#work.catch(() => undefined);
  }

  #drop(): void {
    const pc = this.#pc;
    this.#pc = null;
    if (!pc) return;
    pc.onicecandidate = null;
    pc.onconnectionstatechange = null;
    pc.ontrack = null;
    pc.onnegotiationneeded = null;
    pc.close();
  }
}

/** Not a secret: it only has to differ from the one before. */
const chance = (): string => Math.random().toString(36).slice(2, 10);
