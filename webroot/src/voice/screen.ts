/** A screen, a window or a tab that somebody shows. */

export type ScreenKind = "detail" | "motion";

export interface Screen {
  picture: MediaStreamTrack;
  sound: MediaStreamTrack | null;
}

/** Text stays sharp and moves little; what moves may be less sharp. */
const FRAMES = { detail: 15, motion: 30 } as const;

/** Whether this browser can: telephones mostly cannot. */
export const canShare = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === "function";

/** Lets the person choose; `null` when they would rather not. */
export const openScreen = async (kind: ScreenKind): Promise<Screen | null> => {
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { max: FRAMES[kind] }, width: { max: 1920 }, height: { max: 1200 } },
      audio: plain,
    });
    const picture = stream.getVideoTracks()[0];
    if (!picture) return null;
    picture.contentHint = kind;
    return { picture, sound: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") return null;
    throw error;
  }
};
