import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { joinCall, useCall } from "../../state/call";
import { useShown } from "../../state/participants";
import { useInVoice } from "../../state/voicePresence";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Calling } from "./Calling";
import { CallView } from "./CallView";

/** The call of a conversation, above what is written in it; nothing where there is none. */
export const ConversationCall = ({ channelId }: { channelId: Id }) => {
  const t = useT();
  const mine = useCall((state) => state.channelId === channelId);
  const inside = useInVoice(channelId);
  const people = useShown(channelId, inside);
  if (mine)
    return (
      <section aria-label={t("voice.panel")} className="flex h-1/2 min-h-72 shrink-0 flex-col border-line border-b">
        <Calling channelId={channelId} />
        <CallView channelId={channelId} serverId={null} />
      </section>
    );
  if (people.length === 0) return null;
  return (
    <section aria-label={t("voice.talkingHere")} className="flex shrink-0 items-center gap-3 bg-raised px-4 py-2">
      <ul aria-label={t("voice.people")} className="flex min-w-0 flex-1 gap-1.5 overflow-hidden">
        {people.map(({ participant: { participantId, userId }, person, name }) => (
          <li key={participantId}>
            <Avatar id={userId} name={name} url={person?.avatarUrl ?? null} size={32} />
            <span className="sr-only">{name}</span>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => joinCall(channelId)}>
        {t("voice.joinCall")}
      </Button>
    </section>
  );
};
