import { type CandidateKind, type Gathered, gatheredOf, judge, type RelayState } from "./candidates";
import { type MicrophoneTrouble, type MicrophoneWish, NoMicrophone, openMicrophone } from "./microphone";
import type { IceServer } from "./wire";

/** Whether calls can work from here, and what is in the way. */

export interface Preflight {
  microphone: "good" | MicrophoneTrouble;
  /** The ways that were found to this browser. */
  ways: ReadonlyArray<CandidateKind>;
  /** What became of the relay: `none` where the instance has none. */
  relay: RelayState;
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
    const gathered = gatheredOf(pc);
    const done = () => {
      clearTimeout(late);
      pc.close();
      resolve(gathered);
    };
    const late = setTimeout(done, GATHER_MS);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate === null) done();
    };
    pc.createDataChannel("preflight");
    pc.setLocalDescription().catch((error: unknown) => {
      clearTimeout(late);
      pc.close();
      reject(error);
    });
  });
