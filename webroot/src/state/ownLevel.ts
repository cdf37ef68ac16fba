import { useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { LevelMeter, type MicrophoneTrouble, NoMicrophone, openMicrophone } from "../voice/microphone";
import { wishOf } from "./ownVoice";
import { useSettings } from "./settings";

/** How loud my microphone is while it is tested, 0 to 1 as it looks on a bar, and why it is not to be heard. */
export interface OwnLevel {
  level: number;
  /** Whether anything was heard since the test began. */
  heard: boolean;
  trouble: MicrophoneTrouble | null;
  /** Whether it is open. */
  open: boolean;
}

const OFF: OwnLevel = { level: 0, heard: false, trouble: null, open: false };
const EVERY_MS = 50;
/** Quieter than this is the noise of the room. */
const HEARD = 0.02;

/** Loudness as ears have it: from 60 dB below the loudest to the loudest. */
const barOf = (level: number): number => (level <= 0 ? 0 : Math.min(1, Math.max(0, 1 + Math.log10(level) / 3)));

/** Listens to the chosen microphone as long as `on` holds. */
export const useOwnLevel = (on: boolean): OwnLevel => {
  const wish = useSettings(useShallow(wishOf));
  const [now, setNow] = useState(OFF);
  useEffect(() => {
    if (!on) return undefined;
    let over = false;
    let close: (() => void) | null = null;
    openMicrophone(wish).then(
      (track) => {
        if (over) return track.stop();
        const meter = new LevelMeter(track);
        const timer = setInterval(() => {
          const level = meter.level();
          setNow((before) => ({
            level: barOf(level),
            heard: before.heard || level > HEARD,
            trouble: null,
            open: true,
          }));
        }, EVERY_MS);
        close = () => {
          clearInterval(timer);
          meter.close();
          track.stop();
        };
      },
      (error: unknown) => {
        if (!over) setNow({ ...OFF, trouble: error instanceof NoMicrophone ? error.trouble : "busy" });
      },
    );
    return () => {
      over = true;
      close?.();
      setNow(OFF);
    };
  }, [on, wish]);
  return now;
};
