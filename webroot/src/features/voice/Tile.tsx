import { useContext } from "react";
import { useLocale, useT } from "../../i18n/t";
import { useCall } from "../../state/call";
import { type Shown, useSpeaks } from "../../state/participants";
import { Avatar } from "../../ui/Avatar";
import { Menu } from "../../ui/Menu";
import { PersonMenuContext } from "../../ui/personMenu";
import { VoiceMarks } from "../../ui/VoiceMarks";
import { CameraPicture } from "./CameraPicture";
import { LineBars, lookOfLine } from "./LineBars";
import { measuredOf } from "./ownLine";

interface TileProps {
  shown: Shown;
  serverId: string | null;
  /** In a row beside a screen. */
  small?: boolean;
}

/** Somebody in the call: who they are, whether they speak, how they are heard. Pressing it offers what can be done. */
export const Tile = ({ shown: { participant, person, name }, serverId, small = false }: TileProps) => {
  const t = useT();
  const locale = useLocale();
  const draw = useContext(PersonMenuContext);
  const { participantId, userId, muted, deafened, suppressed, screen, quality } = participant;
  const self = useCall((state) => state.self === participantId);
  const speaks = useSpeaks(participant);
  const pair = useCall((state) => state.pairs[participantId]);
  const line = useCall((state) => state.lines[participantId]);
  const camera = useCall((state) => (self ? state.camera : state.cameras[participantId]) ?? null);
  const waiting = !self && (pair === undefined || pair === "connecting");
  return (
    <Menu
      label={t("voice.options", { name })}
      sheet
      placement="right-start"
      overlap
      button={
        <button
          type="button"
          data-tile={userId}
          data-pair={self ? "self" : (pair ?? "connecting")}
          data-speaking={speaks}
          className={`relative flex size-full min-h-0 items-center justify-center overflow-hidden rounded-xl bg-raised
            transition-shadow hover:bg-active ${speaks ? "ring-3 ring-online" : "ring-1 ring-line"}`}
        >
          <span className={`rounded-full transition-opacity ${waiting ? "animate-shimmer opacity-60" : ""}`}>
            <Avatar id={userId} name={name} url={person?.avatarUrl ?? null} size={small ? 40 : 80} />
          </span>
          {camera && <CameraPicture stream={camera} userId={userId} own={self} />}
          <span className="absolute inset-x-2 bottom-2 flex items-center gap-1.5 text-sm text-strong">
            <span className="flex min-w-0 items-center gap-1.5 rounded-md bg-main px-2 py-0.5">
              <span className="truncate font-medium">{self ? t("voice.you", { name }) : name}</span>
              {speaks && <span className="sr-only">{t("voice.isSpeaking")}</span>}
              <VoiceMarks muted={muted} deafened={deafened} silenced={suppressed} screen={screen} />
            </span>
            {!self && (
              <span className="ml-auto flex rounded-md bg-main px-1.5 py-1">
                <LineBars look={lookOfLine(pair, quality)} measured={measuredOf(line, locale, t)} />
              </span>
            )}
          </span>
        </button>
      }
    >
      {draw({ userId, serverId })}
    </Menu>
  );
};
