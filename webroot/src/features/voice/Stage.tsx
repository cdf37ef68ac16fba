import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import { useCall } from "../../state/call";
import { useSettings } from "../../state/settings";
import { useVolumes } from "../../state/volumes";
import { IconButton } from "../../ui/Button";

interface StageProps {
  stream: MediaStream;
  own: boolean;
  /** Whose it is. */
  name: string;
  userId: string;
}

/** A screen that is shown, as large as there is room. One's own is shown without its sound. */
export const Stage = ({ stream, own, name, userId }: StageProps) => {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLElement>(null);
  const [silent, setSilent] = useState(false);
  const deafened = useSettings((state) => state.voiceDeafened);
  const speaker = useSettings((state) => state.speaker);
  const volume = useVolumes((state) => state.byUser[userId] ?? 1);
  const label = own ? t("voice.yourScreen") : t("voice.screenOf", { name });
  const muted = own || silent || deafened;
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.volume = Math.min(1, volume);
    // Not every browser lets one choose.
    if ("setSinkId" in element) void element.setSinkId(speaker).catch(() => undefined);
  }, [speaker, volume]);
  useEffect(() => {
    if (video.current) video.current.muted = muted;
  }, [muted]);
  return (
    <figure ref={frame} className="relative flex min-h-0 flex-1 items-center justify-center rounded-xl bg-code">
      <video
        ref={video}
        autoPlay
        playsInline
        muted={muted}
        aria-label={label}
        data-screen={own ? "own" : userId}
        className="max-h-full max-w-full rounded-xl object-contain"
      />
      <figcaption
        className="absolute bottom-2 left-2 flex max-w-[60%] items-center gap-2 rounded-md bg-main px-2 py-0.5 text-sm
          font-medium text-strong"
      >
        <span className="truncate">{label}</span>
        {own && <span className="truncate font-normal text-muted">{t("voice.yourScreenHint")}</span>}
      </figcaption>
      <div className="absolute right-2 bottom-2 flex gap-1 rounded-md bg-main p-0.5">
        {!own && (
          <IconButton
            icon={silent ? "speakerOff" : "speaker"}
            label={t(silent ? "voice.soundOn" : "voice.soundOff")}
            onClick={() => setSilent(!silent)}
          />
        )}
        <IconButton
          icon="whole"
          label={t("voice.fullScreen")}
          onClick={() => void frame.current?.requestFullscreen().catch(() => undefined)}
        />
      </div>
    </figure>
  );
};

/** Who shows something, the one that is looked at first; and how to look at another one. */
export const useStage = (): { shown: string | null; all: string[]; show: (participantId: string) => void } => {
  const screens = useCall((state) => state.screens);
  const sharing = useCall((state) => state.sharing !== null);
  const self = useCall((state) => state.self);
  const [chosen, show] = useState<string | null>(null);
  const all = [...Object.keys(screens), ...(sharing ? [self] : [])];
  const shown = chosen !== null && all.includes(chosen) ? chosen : (all[0] ?? null);
  return { shown, all, show };
};
