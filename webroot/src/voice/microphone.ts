/** Microphones: which devices there are, how one is opened, and how loud it is. */

/** Why there is no sound from here. */
export type MicrophoneTrouble = "none" | "refused" | "busy" | "insecure";

export class NoMicrophone extends Error {
  constructor(readonly trouble: MicrophoneTrouble) {
    super(trouble);
  }
}

export interface MicrophoneWish {
  /** Empty for whichever the system prefers. */
  deviceId: string;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
}

export interface Device {
  id: string;
  /** Empty until the person has let this page use one of them. */
  label: string;
}

export interface Devices {
  microphones: Device[];
  speakers: Device[];
  cameras: Device[];
}

/** Asks for a microphone, and the person if need be. One that is gone is replaced by the preferred one. */
export const openMicrophone = async (wish: MicrophoneWish): Promise<MediaStreamTrack> => {
  if (!navigator.mediaDevices) throw new NoMicrophone("insecure");
  const { deviceId, ...processing } = wish;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { ...processing, channelCount: 1, ...(deviceId !== "" && { deviceId: { ideal: deviceId } }) },
    });
    const track = stream.getAudioTracks()[0];
    if (!track) throw new NoMicrophone("none");
    track.contentHint = "speech";
    return track;
  } catch (error) {
    throw error instanceof NoMicrophone ? error : new NoMicrophone(troubleOf(error));
  }
};

/** What an exception of `getUserMedia` means to a person. */
export const troubleOf = (error: unknown): MicrophoneTrouble => {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return "refused";
  if (name === "SecurityError") return "insecure";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "none";
};

export const listDevices = async (): Promise<Devices> => {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "" && device.deviceId !== "default")
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: of("audioinput"), speakers: of("audiooutput"), cameras: of("videoinput") };
};

/** Tells when a device comes or goes. */
export const onDevices = (changed: () => void): (() => void) => {
  navigator.mediaDevices?.addEventListener("devicechange", changed);
  return () => navigator.mediaDevices?.removeEventListener("devicechange", changed);
};

/** How loud a track is. */
export class LevelMeter {
  readonly #audio = new AudioContext();
  readonly #analyser = this.#audio.createAnalyser();
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(track: MediaStreamTrack) {
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#audio.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
    void this.#audio.resume().catch(() => undefined);
  }

  /** 0 to 1: the root of the mean square of the last 20 ms. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return Math.sqrt(this.#samples.reduce((sum, one) => sum + one * one, 0) / this.#samples.length);
  }

  close(): void {
    void this.#audio.close().catch(() => undefined);
  }
}
