import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useCall } from "../../state/call";
import { type Shown, useShown } from "../../state/participants";
import { useInVoice } from "../../state/voicePresence";
import { CallNotes } from "./CallNotes";
import { Controls } from "./Controls";
import { Grid } from "./Grid";
import { Stage, useStage } from "./Stage";
import { Tile } from "./Tile";

/** The call that I am in: its people, what is shown in it, and what I can do. */
export const CallView = ({ channelId, serverId }: { channelId: Id; serverId: Id | null }) => {
  const people = useShown(channelId, useInVoice(channelId));
  const { shown, all, show } = useStage();
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 pt-3">
      <CallNotes />
      {shown === null ? (
        <Grid people={people} serverId={serverId} />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-2 px-3">
          <ShownScreen participantId={shown} people={people} />
          <Strip people={people} serverId={serverId} others={all.filter((id) => id !== shown)} onShow={show} />
        </div>
      )}
      <Controls />
    </div>
  );
};

const ShownScreen = ({ participantId, people }: { participantId: Id; people: Shown[] }) => {
  const self = useCall((state) => state.self);
  const stream = useCall((state) => (participantId === state.self ? state.sharing : state.screens[participantId]));
  const shown = people.find(({ participant }) => participant.participantId === participantId);
  if (!stream) return null;
  const own = participantId === self;
  return <Stage stream={stream} own={own} name={shown?.name ?? ""} userId={shown?.participant.userId ?? ""} />;
};

interface StripProps {
  people: Shown[];
  serverId: Id | null;
  /** Those whose screens could be looked at instead. */
  others: Id[];
  onShow: (participantId: Id) => void;
}

const Strip = ({ people, serverId, others, onShow }: StripProps) => {
  const t = useT();
  return (
    <ul aria-label={t("voice.people")} className="flex h-28 shrink-0 gap-2 overflow-x-auto p-1">
      {people.map((shown) => {
        const { participantId } = shown.participant;
        return (
          <li key={participantId} className="relative w-44 shrink-0">
            <Tile shown={shown} serverId={serverId} small />
            {others.includes(participantId) && (
              <button
                type="button"
                onClick={() => onShow(participantId)}
                className="tap absolute top-1.5 right-1.5 rounded-md bg-accent px-2 py-0.5 text-xs font-semibold
                  text-on-accent hover:bg-accent-hover"
              >
                <span aria-hidden="true">{t("voice.live")}</span>
                <span className="sr-only">{t("voice.showScreen", { name: shown.name })}</span>
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
};
