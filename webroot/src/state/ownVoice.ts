import type { MicrophoneWish } from "../voice/microphone";
import type { Settings } from "./settings";

/** What settings say of my voice; selectors of `useSettings`. */

/** Who hears nobody is heard by nobody. */
export const isMuted = ({ voiceMuted, voiceDeafened }: Settings): boolean => voiceMuted || voiceDeafened;

/** How my microphone is opened; a new object each time. */
export const wishOf = (settings: Settings): MicrophoneWish => ({
  deviceId: settings.microphone,
  echoCancellation: settings.echoCancellation,
  noiseSuppression: settings.noiseSuppression,
  autoGainControl: settings.autoGainControl,
});
