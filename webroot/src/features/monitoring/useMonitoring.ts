import { useEffect, useState } from "react";
import { token } from "../../api/token";
import { socketHome } from "../../lib/home";
import { Monitoring, UNWATCHED, type Watched } from "../../realtime/monitoring";

/** Watches for as long as the page is open. */
export const useMonitoring = (): { watched: Watched; tryNow: () => void } => {
  const [watched, setWatched] = useState(UNWATCHED);
  const [monitoring, setMonitoring] = useState<Monitoring | null>(null);
  useEffect(() => {
    const world = {
      url: socketHome(),
      open: (url: string) => new WebSocket(url),
      token,
      now: () => Date.now(),
      random: () => Math.random(),
    };
    const made = new Monitoring(world, setWatched);
    setMonitoring(made);
    made.start();
    return () => made.stop();
  }, []);
  return { watched, tryNow: () => monitoring?.now() };
};
