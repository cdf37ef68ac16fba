import { useEffect, useState } from "react";
import { type CameraTrouble, NoCamera, openCamera } from "../voice/camera";
import { useSettings } from "./settings";

/** What my camera sees while it is tested, and why there is nothing to be seen. */
export interface OwnCamera {
  stream: MediaStream | null;
  trouble: CameraTrouble | null;
}

const OFF: OwnCamera = { stream: null, trouble: null };

/** Looks through the chosen camera as long as `on` holds. */
export const useOwnCamera = (on: boolean): OwnCamera => {
  const deviceId = useSettings((state) => state.camera);
  const [now, setNow] = useState(OFF);
  useEffect(() => {
    if (!on) return undefined;
    let over = false;
    let close: (() => void) | null = null;
    openCamera(deviceId).then(
      (track) => {
        if (over) return track.stop();
        close = () => track.stop();
        setNow({ stream: new MediaStream([track]), trouble: null });
      },
      (error: unknown) => {
        if (!over) setNow({ stream: null, trouble: error instanceof NoCamera ? error.trouble : "busy" });
      },
    );
    return () => {
      over = true;
      close?.();
      setNow(OFF);
    };
  }, [on, deviceId]);
  return now;
};
