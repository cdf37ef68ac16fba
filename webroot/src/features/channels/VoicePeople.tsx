import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { type Shown, useShown, useSpeaks } from "../../state/participants";
import { useInVoice } from "../../state/voicePresence";
import { Avatar } from "../../ui/Avatar";
import { usePersonMenu } from "../../ui/personMenu";
import { VoiceMarks } from "../../ui/VoiceMarks";

interface VoicePeopleProps {
  channelId: Id;
  serverId: Id;
}

/** Who is in the call of a channel, below it. */
export const VoicePeople = ({ channelId, serverId }: VoicePeopleProps) => {
  const t = useT();
  const people = useShown(channelId, useInVoice(channelId));
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("voice.people")} className="mb-1 ml-6 space-y-px">
      {people.map((shown) => (
        <PersonRow key={shown.participant.participantId} shown={shown} serverId={serverId} />
      ))}
    </ul>
  );
};

const PersonRow = ({ shown: { participant, person, name }, serverId }: { shown: Shown; serverId: Id }) => {
  const t = useT();
  const { userId, muted, deafened, suppressed, screen, camera } = participant;
  const speaks = useSpeaks(participant);
  const menu = usePersonMenu(userId, serverId);
  return (
    <li {...menu.handlers} data-voice-person={userId}>
      <button
        type="button"
        onClick={() => openDialog({ kind: "profile", userId, serverId })}
        className="tap flex h-8 w-full items-center gap-2 rounded-md px-1.5 text-left text-sm text-muted hover:bg-hover
          hover:text-strong"
      >
        <span className={`flex shrink-0 rounded-full ${speaks ? "ring-2 ring-online" : ""}`}>
          <Avatar id={userId} name={name} url={person?.avatarUrl ?? null} size={24} />
        </span>
        <span className={`min-w-0 flex-1 truncate ${speaks ? "text-strong" : ""}`}>{name}</span>
        {speaks && <span className="sr-only">{t("voice.isSpeaking")}</span>}
        <VoiceMarks muted={muted} deafened={deafened} silenced={suppressed} screen={screen} camera={camera} size={15} />
      </button>
      {menu.menu}
    </li>
  );
};
