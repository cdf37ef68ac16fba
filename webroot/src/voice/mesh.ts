import type { Told } from "../api/problem";
import { cameraKbps } from "./camera";
import type { RelayState } from "./candidates";
import type { PairState } from "./ladder";
import { Peer, type PeerWorld } from "./peer";
import { Playback } from "./playback";
import { safetyCode } from "./safetyCode";
import { type CallEnd, Signalling, type SignallingWorld } from "./signalling";
import { FIRST_RATES, NO_TRACKS, type Rates, type Slot, type Tracks } from "./slots";
import { LISTEN_EVERY_MS, SpeakingGate } from "./speaking";
import { type Counted, count, type Line, lineOf, STATS_EVERY_MS } from "./stats";
import type { IceServer, OwnState, Participant, PeerStats, Quality, Ready, Signal } from "./wire";

/** A call: everybody in it is connected with everybody else. */

export interface MeshWorld extends SignallingWorld, Omit<PeerWorld, "iceServers"> {
  iceServers(): Promise<IceServer[]>;
  /** How loud one's own microphone is, 0 to 1; 0 while it is off. */
  level(): number;
  /** What one has set for somebody: 1 is as it comes. */
  volumeOf(userId: string): number;
}

export interface MeshEvents {
  /** One is in; also after a break that was too long to go on. */
  entered(ready: Ready): void;
  people(participants: ReadonlyArray<Participant>): void;
  /** Who speaks, oneself included. */
  speaking(participantIds: ReadonlyArray<string>): void;
  pairs(states: Readonly<Record<string, PairState>>): void;
  /** How the relay does while somebody cannot be reached; "good" while everybody can. */
  relay(state: RelayState): void;
  lines(lines: Readonly<Record<string, Line>>): void;
  /** What others show, by who they are; only while they say that they show something. */
  screens(streams: Readonly<Record<string, MediaStream>>): void;
  /** Those who show themselves, likewise. */
  cameras(streams: Readonly<Record<string, MediaStream>>): void;
  quality(quality: Quality): void;
  signalled(up: boolean): void;
  /** Something that I said of myself was not taken. */
  refused(told: Told): void;
  /** The call is over; nothing comes after this. */
  over(end: CallEnd): void;
}

const TICK_MS = 500;
/** Fresh credentials are not waited for longer than this. */
const ICE_SERVERS_MS = 4_000;
/** Credentials are good for an hour: those who come later need others. */
const ICE_SERVERS_EVERY_MS = 30 * 60_000;

interface Seat {
  peer: Peer;
  playback: Playback;
  gate: SpeakingGate;
  screen: MediaStream;
  camera: MediaStream;
  counted: Counted | null;
}

export class Mesh {
  readonly #signalling: Signalling;
  readonly #seats = new Map<string, Seat>();
  readonly #tracks: Tracks = { ...NO_TRACKS };
  readonly #gate = new SpeakingGate();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #people = new Map<string, Participant>();
  #lines: Record<string, Line> = {};
  #self = "";
  /** The pairs read them too, whenever they are made anew. */
  readonly #iceServers: IceServer[] = [];
  readonly #rates: Rates = { ...FIRST_RATES };
  #deafened = false;
  #sink = "";
  #over = false;

  constructor(
    channelId: string,
    readonly world: MeshWorld,
    readonly events: MeshEvents,
  ) {
    this.#signalling = new Signalling(channelId, world, {
      ready: (ready) => this.#ready(ready),
      signal: (signal) => this.#signal(signal),
      told: (frame) => this.#told(frame),
      undelivered: (target) => this.#lose(target),
      refused: (told) => events.refused(told),
      link: (up) => events.signalled(up),
      over: (end) => {
        this.#stop();
        events.over(end);
      },
    });
  }

  start(): void {
    this.#timers.push(
      setInterval(() => {
        for (const { peer } of this.#seats.values()) peer.tick();
      }, TICK_MS),
      setInterval(() => this.#listen(), LISTEN_EVERY_MS),
      setInterval(() => void this.#measure(), STATS_EVERY_MS),
      setInterval(() => void this.#freshIceServers(), ICE_SERVERS_EVERY_MS),
    );
    this.#signalling.start();
  }

  leave(): void {
    this.#signalling.leave();
    this.#stop();
  }

  /** The network has changed, or somebody wants it now. */
  hurry(): void {
    this.#signalling.now();
    for (const { peer } of this.#seats.values()) peer.hurry();
  }

  renew(token: string): void {
    this.#signalling.renew(token);
  }

  /** How one is, to be told to the others. */
  tell(state: OwnState): void {
    this.#signalling.state(state);
  }

  /** Sends another track, or nothing, to everybody. */
  async send(slot: Slot, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[slot] = track;
    await Promise.all([...this.#seats.values()].map(({ peer }) => peer.send(slot)));
  }

  set deafened(deafened: boolean) {
    this.#deafened = deafened;
    this.#hush();
  }

  /** The loudspeaker; empty for whichever the system prefers. */
  set sink(deviceId: string) {
    this.#sink = deviceId;
    for (const { playback } of this.#seats.values()) playback.sink = deviceId;
  }

  /** Somebody is to be heard as loud as is set for them now. */
  adjust(userId: string): void {
    for (const [id, { playback }] of this.#seats)
      if (this.#people.get(id)?.userId === userId) playback.volume = this.world.volumeOf(userId);
  }

  /** What two people can compare; `null` while they are not connected. */
  async safetyCode(participantId: string): Promise<string | null> {
    const both = this.#seats.get(participantId)?.peer.fingerprints;
    // Pages that are not secure may not calculate it, and have nothing to prove.
    return both && globalThis.isSecureContext ? safetyCode(...both) : null;
  }

  #ready(ready: Ready): void {
    this.#iceServers.splice(0, Number.POSITIVE_INFINITY, ...ready.iceServers);
    this.#setQuality(ready.quality);
    const present = new Set(ready.participants.map(({ participantId }) => participantId));
    const anew = !ready.resumed || this.#self !== ready.self;
    for (const id of [...this.#seats.keys()]) if (anew || !present.has(id)) this.#drop(id);
    this.#self = ready.self;
    this.#people = new Map(ready.participants.map((one) => [one.participantId, one]));
    this.events.entered(ready);
    for (const id of present)
      if (id !== ready.self && !this.#seats.has(id)) {
        const { peer } = this.#seat(id);
        // Who came while one was away offers; whoever comes in anew does so themselves.
        if (anew) peer.offer();
      }
    this.#tellPeople();
  }

  #told(frame: Parameters<ConstructorParameters<typeof Signalling>[2]["told"]>[0]): void {
    switch (frame.event) {
      case "voice:joined":
        this.#people.set(frame.data.participant.participantId, frame.data.participant);
        if (frame.data.participant.participantId !== this.#self) this.#seat(frame.data.participant.participantId);
        // An offer may have been quicker.
        this.adjust(frame.data.participant.userId);
        this.#tellPeople();
        break;
      case "voice:left":
        this.#lose(frame.data.participantId);
        break;
      case "voice:states":
        for (const one of frame.data.participants)
          if (this.#people.has(one.participantId)) this.#people.set(one.participantId, one);
        this.#tellPeople();
        break;
      case "voice:quality":
        this.#setQuality(frame.data);
        break;
      default:
        frame satisfies never;
    }
  }

  #signal(signal: Signal): void {
    const { from } = signal.data;
    if (from !== this.#self) (this.#seats.get(from) ?? this.#seat(from)).peer.take(signal);
  }

  #lose(participantId: string): void {
    this.#people.delete(participantId);
    this.#drop(participantId);
    this.#tellPeople();
  }

  #seat(id: string): Seat {
    const known = this.#seats.get(id);
    if (known) return known;
    const playback = new Playback();
    if (this.#sink !== "") playback.sink = this.#sink;
    const world = { ...this.world, iceServers: () => this.#freshIceServers() };
    const peer = new Peer(
      this.#self,
      id,
      this.#tracks,
      world,
      {
        signal: (signal) => this.#signalling.signal(signal),
        pair: () => this.#tellPairs(),
        track: (slot, track) => this.#track(id, slot, track),
      },
      this.#iceServers,
      this.#rates,
    );
    const [screen, camera] = [new MediaStream(), new MediaStream()];
    const seat = { peer, playback, gate: new SpeakingGate(), screen, camera, counted: null };
    this.#seats.set(id, seat);
    this.#hush();
    this.#limit();
    return seat;
  }

  #track(id: string, slot: Slot, track: MediaStreamTrack): void {
    const seat = this.#seats.get(id);
    const userId = this.#people.get(id)?.userId;
    if (!seat) return;
    if (slot === "speech") {
      seat.playback.play(track);
      if (userId !== undefined) seat.playback.volume = this.world.volumeOf(userId);
      return;
    }
    const shown = slot === "camera" ? seat.camera : seat.screen;
    for (const old of shown.getTracks()) if (old.kind === track.kind) shown.removeTrack(old);
    shown.addTrack(track);
  }

  #drop(id: string): void {
    const seat = this.#seats.get(id);
    if (!seat) return;
    this.#seats.delete(id);
    delete this.#lines[id];
    seat.peer.close();
    seat.playback.stop();
    this.#limit();
  }

  #setQuality(quality: Quality): void {
    this.#rates.speech = quality.audioKbps;
    this.#limit();
    this.events.quality(quality);
  }

  /** What is sent to each, by what the server says and by how many there are. */
  #limit(): void {
    this.#rates.camera = cameraKbps(this.#seats.size);
    for (const { peer } of this.#seats.values()) peer.limit();
  }

  async #freshIceServers(): Promise<IceServer[]> {
    const late = new Promise<null>((resolve) => setTimeout(resolve, ICE_SERVERS_MS, null));
    const fresh = await Promise.race([this.world.iceServers().catch(() => null), late]);
    if (fresh) this.#iceServers.splice(0, Number.POSITIVE_INFINITY, ...fresh);
    return this.#iceServers;
  }

  /** Who may not speak is not played: whether their page sends something is theirs to say. */
  #hush(): void {
    for (const [id, { playback }] of this.#seats)
      playback.silent = this.#deafened || this.#people.get(id)?.suppressed === true;
  }

  #tellPeople(): void {
    this.#hush();
    this.events.people([...this.#people.values()]);
    for (const what of ["screen", "camera"] as const) {
      const shown = [...this.#seats].filter(([id]) => this.#people.get(id)?.[what]);
      this.events[`${what}s`](Object.fromEntries(shown.map(([id, seat]) => [id, seat[what]] as const)));
    }
    this.#tellPairs();
  }

  #tellPairs(): void {
    this.events.pairs(Object.fromEntries([...this.#seats].map(([id, { peer }]) => [id, peer.state] as const)));
    this.events.relay([...this.#seats.values()].find(({ peer }) => peer.relay !== "good")?.peer.relay ?? "good");
  }

  #listen(): void {
    const now = this.world.now();
    let changed = this.#gate.hear(this.world.level(), now);
    if (changed) this.tell({ speaking: this.#gate.on });
    for (const { gate, peer } of this.#seats.values()) changed = gate.hear(peer.level(), now) || changed;
    if (!changed) return;
    const others = [...this.#seats].filter(([, { gate }]) => gate.on).map(([id]) => id);
    this.events.speaking(this.#gate.on ? [this.#self, ...others] : others);
  }

  async #measure(): Promise<void> {
    const told: PeerStats[] = [];
    await Promise.all(
      [...this.#seats].map(async ([participantId, seat]) => {
        if (seat.peer.state !== "connected") return;
        const entries = await seat.peer.stats().catch(() => []);
        const now = count(entries, this.world.now());
        const before = seat.counted;
        seat.counted = now;
        if (!before || now.received < before.received || !this.#seats.has(participantId)) return;
        const line = lineOf(before, now);
        this.#lines[participantId] = line;
        const { relayed: _, targetKbps: __, ...measured } = line;
        told.push({ participantId, ...measured });
      }),
    );
    if (this.#over) return;
    this.#signalling.stats(told);
    this.events.lines({ ...this.#lines });
  }

  #stop(): void {
    this.#over = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const id of [...this.#seats.keys()]) this.#drop(id);
  }
}
