import { listIceServers } from "../api/voiceCalls";
import { type Preflight, preflight } from "../voice/preflight";
import { explain } from "./explain";
import { useSettings } from "./settings";

/** What a check of calls found; where the server did not answer, why. */
export type Checked = { server: "good"; found: Preflight } | { server: "bad"; why: string };

export const checkCalls = async (): Promise<Checked> => {
  const { microphone, echoCancellation, noiseSuppression, autoGainControl } = useSettings.getState();
  const wish = { deviceId: microphone, echoCancellation, noiseSuppression, autoGainControl };
  try {
    return { server: "good", found: await preflight(wish, async () => (await listIceServers()).iceServers) };
  } catch (error) {
    return { server: "bad", why: explain(error) };
  }
};
