import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";

interface CameraPictureProps {
  stream: MediaStream;
  userId: string;
  /** Oneself is seen as in a mirror. */
  own: boolean;
}

/** Somebody as their camera sees them, over their tile; until the first picture is there the tile is as it was. */
export const CameraPicture = ({ stream, userId, own }: CameraPictureProps) => {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const [there, setThere] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <video
      ref={video}
      autoPlay
      playsInline
      muted
      aria-label={t("voice.isShown")}
      data-camera={userId}
      onPlaying={() => setThere(true)}
      className={`absolute inset-0 size-full bg-code object-cover ${own ? "-scale-x-100" : ""}
        ${there ? "" : "opacity-0"}`}
    />
  );
};
