/** What runs in the pages of callers before the pages do: a microphone with a tone, ears, and a hand on the sockets. */

export interface Devices {
  /** What the microphone hears, in hertz. */
  tone: number;
  /** Nothing goes but through a relay; with `instead` through the one at that port instead of the one that was told. */
  relay?: { told: string; instead?: string } | null;
}

/** What came in of somebody while it was listened: each span in milliseconds. */
export interface Heard {
  spans: number;
  /** The longest without a packet, and without sound in what was played. */
  withoutPackets: number;
  withoutSound: number;
  /** Of all samples, how many were made up because none had come. */
  concealed: number;
}

/** What goes out to somebody: what the encoder aims at, and what it has sent. */
export interface Sent {
  targetKbps: number;
  bytes: number;
  at: number;
}

declare global {
  var miscordEars: {
    has(tone: number): boolean;
    /** How many of the others are played: not what comes in, but what comes out of this page. */
    played(): number;
    /** Connections that are not closed. */
    open(): number;
    /** The kinds of candidates at both ends of every connection. */
    ways(): Promise<string[]>;
    /** Listens to everybody until `heard`. */
    listen(): void;
    heard(): Heard[];
    sent(): Promise<Sent[]>;
  };
  var miscordSockets: {
    /** How often this page was told that somebody left. */
    departures(): number;
    /** From here on this page says of everybody that so much of their sound is lost; `null`: what it measures. */
    claims(loss: number | null): void;
  };
}

export const devices = ({ tone, relay = null }: Devices): void => {
  let audio: AudioContext | null = null;
  const context = () => {
    audio ??= new AudioContext();
    void audio.resume();
    return audio;
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const from = context();
    const voice = from.createOscillator();
    const loudness = from.createGain();
    const out = from.createMediaStreamDestination();
    voice.frequency.value = tone;
    loudness.gain.value = 0.3;
    voice.connect(loudness).connect(out);
    voice.start();
    return out.stream;
  };

  /** Every connection, with an ear for each sound that comes in. */
  const ears = new Map<RTCPeerConnection, { ear: AnalyserNode; from: AudioNode }[]>();
  const through = (config: RTCConfiguration = {}): RTCConfiguration => {
    if (!relay) return config;
    const lead = (url: string) => (relay.instead ? url.replace(`:${relay.told}`, `:${relay.instead}`) : url);
    const iceServers = (config.iceServers ?? []).map((one) => ({ ...one, urls: [one.urls].flat().map(lead) }));
    return { ...config, iceServers, iceTransportPolicy: "relay" };
  };
  const plain = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends plain {
    constructor(config?: RTCConfiguration) {
      super(through(config));
      // The check of the connection makes one that carries no sound.
      if (!config?.bundlePolicy) return;
      ears.set(this, []);
      this.addEventListener("track", ({ track }) => {
        if (track.kind !== "audio") return;
        const from = context().createMediaStreamSource(new MediaStream([track]));
        const ear = context().createAnalyser();
        ear.fftSize = 4096;
        from.connect(ear);
        ears.get(this)?.push({ ear, from });
      });
    }

    override setConfiguration(config?: RTCConfiguration): void {
      super.setConfiguration(through(config));
    }

    override close(): void {
      for (const { from } of ears.get(this) ?? []) from.disconnect();
      ears.delete(this);
      super.close();
    }
  };

  const players: HTMLAudioElement[] = [];
  const PlainAudio = globalThis.Audio;
  globalThis.Audio = class extends PlainAudio {
    constructor(address?: string) {
      super(address);
      players.push(this);
    }
  };

  interface Sound {
    id: string;
    type: string;
    kind?: string;
    mid?: string;
    packetsReceived?: number;
    totalAudioEnergy?: number;
    concealedSamples?: number;
    totalSamplesReceived?: number;
    targetBitrate?: number;
    bytesSent?: number;
    timestamp: number;
    state?: string;
    nominated?: boolean;
    localCandidateId?: string;
    remoteCandidateId?: string;
    candidateType?: string;
  }
  const entriesOf = async (pc: RTCPeerConnection): Promise<Sound[]> => [...(await pc.getStats()).values()];
  const speech = (entries: Sound[], type: string) =>
    entries.find((one) => one.type === type && one.kind === "audio" && one.mid === "0");

  let listening: ReturnType<typeof setInterval> | undefined;
  let taken = new Map<RTCPeerConnection, Sound[]>();
  const sample = async () => {
    for (const pc of ears.keys()) {
      const now = speech(await entriesOf(pc), "inbound-rtp");
      if (now) taken.set(pc, [...(taken.get(pc) ?? []), now]);
    }
  };
  /** The longest time within which nothing was added. */
  const longest = (samples: Sound[], of: (one: Sound) => number): number => {
    let since = samples[0]?.timestamp ?? 0;
    let most = 0;
    for (const [index, one] of samples.entries()) {
      most = Math.max(most, one.timestamp - since);
      const before = samples[index - 1];
      if (before && of(one) > of(before)) since = one.timestamp;
    }
    return most;
  };

  globalThis.miscordEars = {
    has: (wanted) =>
      [...ears.values()].flat().some(({ ear }) => {
        const bins = new Float32Array(ear.frequencyBinCount);
        ear.getFloatFrequencyData(bins);
        const width = context().sampleRate / ear.fftSize;
        const at = Math.round(wanted / width);
        const near = Math.max(...bins.slice(at - 1, at + 2));
        return near > -60 && near === Math.max(...bins);
      }),
    played: () => players.filter(({ srcObject, muted, volume }) => srcObject !== null && !muted && volume > 0).length,
    open: () => ears.size,
    ways: async () => {
      const ways = [];
      for (const pc of ears.keys()) {
        const entries = await entriesOf(pc);
        const used = entries.find((one) => one.type === "candidate-pair" && one.state === "succeeded" && one.nominated);
        for (const id of [used?.localCandidateId, used?.remoteCandidateId])
          ways.push(entries.find((one) => one.id === id)?.candidateType ?? "none");
      }
      return ways;
    },
    listen: () => {
      taken = new Map();
      listening = setInterval(() => void sample(), 100);
    },
    heard: () => {
      clearInterval(listening);
      return [...taken.values()].map((samples) => {
        const [first, last] = [samples[0], samples.at(-1)];
        const grown = (of: (one: Sound) => number) => (first && last ? of(last) - of(first) : 0);
        return {
          spans: samples.length,
          withoutPackets: longest(samples, (one) => one.packetsReceived ?? 0),
          withoutSound: longest(samples, (one) => one.totalAudioEnergy ?? 0),
          concealed:
            grown((one) => one.concealedSamples ?? 0) /
            Math.max(
              1,
              grown((one) => one.totalSamplesReceived ?? 0),
            ),
        };
      });
    },
    sent: async () => {
      const sent = [];
      for (const pc of ears.keys()) {
        const now = speech(await entriesOf(pc), "outbound-rtp");
        sent.push({
          targetKbps: (now?.targetBitrate ?? 0) / 1_000,
          bytes: now?.bytesSent ?? 0,
          at: now?.timestamp ?? 0,
        });
      }
      return sent;
    },
  };

  let left = 0;
  let claimed: number | null = null;
  const PlainSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends PlainSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", ({ data }) => {
        if (String(data).includes('"voice:left"')) left += 1;
      });
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>): void {
      let said = data;
      if (claimed !== null && String(data).includes('"voice:stats"')) {
        const frame = JSON.parse(String(data)) as { data: { peers: { loss?: number }[] } };
        for (const peer of frame.data.peers) peer.loss = claimed;
        said = JSON.stringify(frame);
      }
      super.send(said);
    }
  };
  globalThis.miscordSockets = {
    departures: () => left,
    claims: (loss) => {
      claimed = loss;
    },
  };
};
