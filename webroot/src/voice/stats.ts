import type { PeerStats } from "./wire";

/** How the lines of a call do, by what the browser counts. */

export const STATS_EVERY_MS = 5_000;

/** What was counted so far; shares and speeds are of the difference between two of them. */
export interface Counted {
  at: number;
  lost: number;
  received: number;
  bytes: number;
  /** Milliseconds; `undefined` while it is not known. */
  jitter: number | undefined;
  rtt: number | undefined;
  /** Whether it goes through a relay, at either end. */
  relayed: boolean;
  /** What our encoder aims at, in kilobits a second. */
  targetKbps: number | undefined;
}

/** What a line is like, for people. */
export interface Line extends Omit<PeerStats, "participantId"> {
  relayed: boolean;
  targetKbps?: number;
}

/** The entries of `getStats`, as far as they are looked at. */
interface Entry {
  id: string;
  type: string;
  kind?: string;
  mid?: string;
  packetsLost?: number;
  packetsReceived?: number;
  bytesReceived?: number;
  jitter?: number;
  targetBitrate?: number;
  currentRoundTripTime?: number;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
}

/** Reads what is about speech, the first medium, and about the way it takes. */
export const count = (entries: Iterable<Entry>, at: number): Counted => {
  const all = [...entries];
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const speech = (type: string) => all.find((one) => one.type === type && one.kind === "audio" && one.mid === "0");
  const heard = speech("inbound-rtp");
  const transport = all.find((one) => one.type === "transport");
  const pair = byId.get(transport?.selectedCandidatePairId ?? "");
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => byId.get(id ?? "")?.candidateType);
  const target = speech("outbound-rtp")?.targetBitrate;
  return {
    at,
    lost: heard?.packetsLost ?? 0,
    received: heard?.packetsReceived ?? 0,
    bytes: heard?.bytesReceived ?? 0,
    jitter: heard?.jitter === undefined ? undefined : heard.jitter * 1_000,
    rtt: pair?.currentRoundTripTime === undefined ? undefined : pair.currentRoundTripTime * 1_000,
    relayed: ends.includes("relay"),
    targetKbps: target === undefined ? undefined : target / 1_000,
  };
};

/** The line between two counts. Nothing is said of losses where nothing was sent. */
export const lineOf = (before: Counted, now: Counted): Line => {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const seconds = (now.at - before.at) / 1_000;
  return {
    relayed: now.relayed,
    ...(received + lost > 0 && { loss: lost / (received + lost) }),
    ...(seconds > 0 && { bitrate: Math.max(0, ((now.bytes - before.bytes) * 8) / 1_000 / seconds) }),
    ...(now.jitter !== undefined && { jitter: now.jitter }),
    ...(now.rtt !== undefined && { rtt: now.rtt }),
    ...(now.targetKbps !== undefined && { targetKbps: now.targetKbps }),
  };
};
