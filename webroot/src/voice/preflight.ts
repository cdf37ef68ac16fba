import { type MicrophoneTrouble, type MicrophoneWish, NoMicrophone, openMicrophone } from "./microphone";
import type { IceServer } from "./wire";

/** Whether calls can work from here, and what is in the way. */

export type CandidateKind = "host" | "srflx" | "relay";

export interface Preflight {
  microphone: "good" | MicrophoneTrouble;
  /** The ways that were found to this browser. */
  ways: ReadonlyArray<CandidateKind>;
  /** What became of the relay: `none` where the instance has none. */
  relay: "good" | "none" | "refused" | "unreachable";
}

/** What was found, and what went wrong by its code (as STUN has it; 701 for a server that does not answer). */
export interface Gathered {
  kinds: ReadonlySet<string>;
  errors: ReadonlyArray<number>;
}

const GATHER_MS = 8_000;

/** Looks at everything at once. Rejects only when `iceServers` does. */
export const preflight = async (
  wish: MicrophoneWish,
  iceServers: () => Promise<IceServer[]>,
  connection: (config: RTCConfiguration) => RTCPeerConnection = (config) => new RTCPeerConnection(config),
): Promise<Preflight> => {
  // The microphone first: browsers hide their addresses from pages that may use none.
  const microphone = await tryMicrophone(wish);
  const servers = await iceServers();
  const gathered = await gather(connection({ iceServers: servers }));
  return { microphone, ...judge(gathered, servers) };
};

/** What candidates and errors mean. Pure. */
export const judge = (
  { kinds, errors }: Gathered,
  servers: ReadonlyArray<IceServer>,
): Omit<Preflight, "microphone"> => {
  const hasRelay = servers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
  const ways = (["host", "srflx", "relay"] as const).filter((kind) => kinds.has(kind));
  if (kinds.has("relay")) return { ways, relay: "good" };
  if (!hasRelay) return { ways, relay: "none" };
  return {
    ways,
    relay: errors.some((code) => code === 401 || code === 403 || code === 438) ? "refused" : "unreachable",
  };
};

const tryMicrophone = async (wish: MicrophoneWish): Promise<Preflight["microphone"]> => {
  try {
    const track = await openMicrophone(wish);
    track.stop();
    return "good";
  } catch (error) {
    return error instanceof NoMicrophone ? error.trouble : "busy";
  }
};

const gather = (pc: RTCPeerConnection): Promise<Gathered> =>
  new Promise((resolve, reject) => {
    const kinds = new Set<string>();
    const errors: number[] = [];
    const done = () => {
      clearTimeout(late);
      pc.close();
      resolve({ kinds, errors });
    };
    const late = setTimeout(done, GATHER_MS);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.type) kinds.add(candidate.type);
      if (candidate === null) done();
    };
    pc.onicecandidateerror = ({ errorCode }) => errors.push(errorCode);
    pc.createDataChannel("preflight");
    pc.setLocalDescription().catch((error: unknown) => {
      clearTimeout(late);
      pc.close();
      reject(error);
    });
  });
