import { useEffect, useState } from "react";
import { type Devices, listDevices, onDevices } from "../voice/microphone";

/** Microphones, loudspeakers and cameras as they are now; read anew when one comes or goes, or `again` changes. */
export const useDevices = (again: unknown = null): Devices => {
  const [devices, setDevices] = useState<Devices>({ microphones: [], speakers: [], cameras: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes with it is what the browser tells.
  useEffect(() => {
    let over = false;
    const read = () =>
      void listDevices().then((found) => {
        if (!over) setDevices(found);
      });
    read();
    const stop = onDevices(read);
    return () => {
      over = true;
      stop();
    };
  }, [again]);
  return devices;
};
