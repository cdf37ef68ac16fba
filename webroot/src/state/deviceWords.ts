import type { Key, Translate } from "../i18n/t";
import type { CameraTrouble } from "../voice/camera";
import type { Device, MicrophoneTrouble } from "../voice/microphone";

/** What is said of microphones, loudspeakers and cameras, wherever one chooses or misses one. */

export const MICROPHONE_TROUBLES = {
  none: "voice.troubleNone",
  refused: "voice.troubleRefused",
  busy: "voice.troubleBusy",
  insecure: "voice.troubleInsecure",
} as const satisfies Record<MicrophoneTrouble, Key>;

export const CAMERA_TROUBLES = {
  none: "voice.cameraNone",
  refused: "voice.cameraRefused",
  busy: "voice.cameraBusy",
  insecure: "voice.cameraInsecure",
} as const satisfies Record<CameraTrouble, Key>;

/** What one may choose among: first whatever the system prefers. */
export const deviceChoices = (devices: ReadonlyArray<Device>, t: Translate): { value: string; label: string }[] => [
  { value: "", label: t("voice.preferred") },
  ...devices.map(({ id, label }, index) => ({ value: id, label: label || t("voice.unnamed", { number: index + 1 }) })),
];

/** The one that is set; what the system prefers while that one is not there. */
export const deviceChosen = (devices: ReadonlyArray<Device>, id: string): string =>
  devices.some((one) => one.id === id) ? id : "";
