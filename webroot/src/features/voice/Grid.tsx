import { useLayoutEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import type { Shown } from "../../state/participants";
import { Tile } from "./Tile";
import { type Size, tileSize } from "./tileSize";

/** Wider than this a call of one or two would be nothing but tile. */
const WIDTH_MAX = 1_120;

/** Everybody in the call, as large as there is room for all. */
export const Grid = ({ people, serverId }: { people: Shown[]; serverId: string | null }) => {
  const t = useT();
  const frame = useRef<HTMLUListElement>(null);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => setRoom({ width: Math.min(element.clientWidth, WIDTH_MAX), height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const size = tileSize(people.length, room);
  return (
    <div className="flex min-h-0 flex-1 justify-center px-3 py-1">
      <ul
        ref={frame}
        aria-label={t("voice.people")}
        className="flex min-h-0 w-full max-w-280 flex-wrap content-center justify-center gap-2"
      >
        {people.map((shown) => (
          <li key={shown.participant.participantId} style={size}>
            <Tile shown={shown} serverId={serverId} small={size.height < 150} />
          </li>
        ))}
      </ul>
    </div>
  );
};
