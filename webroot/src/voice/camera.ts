import { type MicrophoneTrouble, troubleOf } from "./microphone";

/** Cameras: how one is opened, and what may be sent of it. */

/** Why there is no picture from here. */
export type CameraTrouble = MicrophoneTrouble;

export class NoCamera extends Error {
  constructor(readonly trouble: CameraTrouble) {
    super(trouble);
  }
}

/** Whoever shows themselves sends to everybody: in larger calls nobody begins to. */
export const CAMERA_PEOPLE_MAX = 4;

/** Kilobits a second for one other person, and for all of them together. */
const KBPS_MAX = 800;
const KBPS_OF_ALL = 2_400;

/** What each of the others is sent. Who shows themselves while more come in goes on, and sends each of them less. */
export const cameraKbps = (others: number): number => Math.min(KBPS_MAX, Math.floor(KBPS_OF_ALL / Math.max(1, others)));

/** Asks for a camera, and the person if need be. One that is gone is replaced by the preferred one. */
export const openCamera = async (deviceId: string): Promise<MediaStreamTrack> => {
  if (!navigator.mediaDevices) throw new NoCamera("insecure");
  try {
    const track = await taken(deviceId);
    if (!track) throw new NoCamera("none");
    track.contentHint = "motion";
    return track;
  } catch (error) {
    throw error instanceof NoCamera ? error : new NoCamera(troubleOf(error));
  }
};

const WISH = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24, max: 30 } } as const;

/** A browser that is merely told which one it would rather be may still take another: this one, or else any. */
const taken = async (deviceId: string): Promise<MediaStreamTrack | undefined> => {
  const { mediaDevices } = navigator;
  const any = () => mediaDevices.getUserMedia({ video: WISH });
  const stream = await (deviceId === ""
    ? any()
    : mediaDevices.getUserMedia({ video: { ...WISH, deviceId: { exact: deviceId } } }).catch((error: unknown) => {
        if ((error as { name?: unknown } | null)?.name === "OverconstrainedError") return any();
        throw error;
      }));
  return stream.getVideoTracks()[0];
};
