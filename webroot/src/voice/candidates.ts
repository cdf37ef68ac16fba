import type { IceServer, SignalOut } from "./wire";

/** The ways to this browser: what was found, what went wrong, and what that means. */

export type CandidateKind = "host" | "srflx" | "relay";

/** How the relay does: `none` where the instance has none. */
export type RelayState = "good" | "none" | "refused" | "unreachable";

/** What was found, and what went wrong by its code (as STUN has it; 701 for a server that does not answer). */
export interface Gathered {
  kinds: ReadonlySet<string>;
  errors: ReadonlyArray<number>;
}

/** What candidates and errors mean. Pure. */
export const judge = (
  { kinds, errors }: Gathered,
  servers: ReadonlyArray<IceServer>,
): { ways: ReadonlyArray<CandidateKind>; relay: RelayState } => {
  const hasRelay = servers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
  const ways = (["host", "srflx", "relay"] as const).filter((kind) => kinds.has(kind));
  if (kinds.has("relay")) return { ways, relay: "good" };
  if (!hasRelay) return { ways, relay: "none" };
  return {
    ways,
    relay: errors.some((code) => code === 401 || code === 403 || code === 438) ? "refused" : "unreachable",
  };
};

/** Notes from here on what a connection finds. */
export const gatheredOf = (pc: RTCPeerConnection): Gathered => {
  const kinds = new Set<string>();
  const errors: number[] = [];
  pc.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate?.type) kinds.add(candidate.type);
  });
  pc.addEventListener("icecandidateerror", ({ errorCode }) => errors.push(errorCode));
  return { kinds, errors };
};

type Candidate = NonNullable<Extract<SignalOut, { event: "voice:ice" }>["data"]["candidate"]>;

/** A candidate as it is sent. */
export const toWire = ({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate): Candidate => ({
  candidate,
  ...(sdpMid !== null && { sdpMid }),
  ...(sdpMLineIndex !== null && { sdpMLineIndex }),
  ...(usernameFragment !== null && { usernameFragment }),
});
