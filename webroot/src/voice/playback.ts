/** What one hears of somebody: at their volume, from the chosen loudspeaker, or not at all. */

import { VOLUME_MAX } from "../lib/limits";

export class Playback {
  readonly #element = new Audio();
  #audio: AudioContext | null = null;
  #gain: GainNode | null = null;
  #stream: MediaStream | null = null;
  #volume = 1;
  #silent = false;
  #sink = "";

  /** Plays this track from now on. */
  play(track: MediaStreamTrack): void {
    this.#stream = new MediaStream([track]);
    this.#element.autoplay = true;
    this.#element.srcObject = this.#stream;
    this.#drop();
    this.#apply();
    void this.#element.play().catch(() => undefined);
  }

  set volume(volume: number) {
    this.#volume = Math.min(Math.max(volume, 0), VOLUME_MAX);
    this.#apply();
  }

  set silent(silent: boolean) {
    this.#silent = silent;
    this.#apply();
  }

  /** The loudspeaker; empty for whichever the system prefers. */
  set sink(deviceId: string) {
    this.#sink = deviceId;
    if ("setSinkId" in this.#element) void this.#element.setSinkId(deviceId).catch(() => undefined);
    const audio = this.#audio;
    if (audio && "setSinkId" in audio) void (audio as Sinkable).setSinkId(deviceId).catch(() => undefined);
  }

  stop(): void {
    this.#drop();
    this.#element.pause();
    this.#element.srcObject = null;
  }

  /** An element plays no louder than what came: beyond that it is amplified, and the element is still. */
  #apply(): void {
    const amplified = this.#volume > 1;
    if (amplified && !this.#gain && this.#stream) this.#amplify(this.#stream);
    if (this.#gain) this.#gain.gain.value = amplified && !this.#silent ? this.#volume : 0;
    this.#element.volume = Math.min(this.#volume, 1);
    this.#element.muted = this.#silent || amplified;
  }

  #amplify(stream: MediaStream): void {
    this.#audio = new AudioContext();
    this.#gain = this.#audio.createGain();
    this.#audio.createMediaStreamSource(stream).connect(this.#gain).connect(this.#audio.destination);
    if (this.#sink !== "") this.sink = this.#sink;
  }

  #drop(): void {
    void this.#audio?.close().catch(() => undefined);
    this.#audio = null;
    this.#gain = null;
  }
}

interface Sinkable {
  setSinkId(deviceId: string): Promise<void>;
}
