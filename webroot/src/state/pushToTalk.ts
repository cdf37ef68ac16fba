import { useCall } from "./call";
import { useSettings } from "./settings";

/** The key that one holds down to talk. */

/** After the key is let go one is heard for so long: the last sound of a word is not cut off. */
const RELEASE_MS = 200;

/** Keys that write nothing may be held while one is writing. */
const isSilent = (code: string): boolean =>
  /^(Control|Alt|Shift|Meta|F\d+$|CapsLock|Insert|Pause|ScrollLock)/.test(code);

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Tells when it is pressed and let go, during calls in which that decides who is heard. */
export const holdToTalk = (changed: (talking: boolean) => void): void => {
  let held = false;
  let release: ReturnType<typeof setTimeout> | undefined;
  const set = (talking: boolean) => {
    clearTimeout(release);
    if (talking === held) return;
    held = talking;
    changed(talking);
  };
  const isOurs = (code: string) => {
    const { voiceMode, pushToTalkKey } = useSettings.getState();
    return voiceMode === "pushToTalk" && code === pushToTalkKey && useCall.getState().channelId !== null;
  };
  addEventListener("keydown", (event) => {
    if (!isOurs(event.code) || (isWriting(event.target) && !isSilent(event.code))) return;
    if (!isSilent(event.code)) event.preventDefault();
    set(true);
  });
  addEventListener("keyup", ({ code }) => {
    if (!held || !isOurs(code)) return;
    clearTimeout(release);
    release = setTimeout(() => set(false), RELEASE_MS);
  });
  addEventListener("blur", () => set(false));
};
