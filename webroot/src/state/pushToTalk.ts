import { isForKeys } from "../lib/writing";
import { useCall } from "./call";
import { useSettings } from "./settings";

/** The key that one holds down to talk. */

/** After the key is let go one is heard for so long: the last sound of a word is not cut off. */
const RELEASE_MS = 200;

/** Keys that write nothing may be held while one is writing. */
const isSilent = (code: string): boolean =>
  /^(Control|Alt|Shift|Meta|F\d+$|CapsLock|Insert|Pause|ScrollLock)/.test(code);

/** Tells when it is pressed and let go, during calls in which that decides who is heard. */
export const holdToTalk = (changed: (talking: boolean) => void): void => {
  /** The key that is held: another one may be set meanwhile. */
  let held = "";
  let release: ReturnType<typeof setTimeout> | undefined;
  const set = (talking: boolean) => {
    clearTimeout(release);
    if (!talking) held = "";
    // A call that ends meanwhile ends this too.
    if (talking !== useCall.getState().talking) changed(talking);
  };
  const isOurs = (code: string) => {
    const { voiceMode, pushToTalkKey } = useSettings.getState();
    return voiceMode === "pushToTalk" && code === pushToTalkKey && useCall.getState().channelId !== null;
  };
  const onDown = (event: KeyboardEvent) => {
    if (!isOurs(event.code) || (isForKeys(event.target) && !isSilent(event.code))) return;
    if (!isSilent(event.code)) event.preventDefault();
    held = event.code;
    set(true);
  };
  const onUp = ({ code }: KeyboardEvent) => {
    if (held === "" || code !== held) return;
    clearTimeout(release);
    release = setTimeout(() => set(false), RELEASE_MS);
  };
  // Before anything on the page can keep them to itself.
  addEventListener("keydown", onDown, { capture: true });
  addEventListener("keyup", onUp, { capture: true });
  addEventListener("blur", () => set(false));
};
