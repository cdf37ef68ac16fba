import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { has } from "../../lib/permissions";
import { joinCall, useCall, useRefusedCall } from "../../state/call";
import { useShown } from "../../state/participants";
import { useChannelPowers } from "../../state/powers";
import { useInVoice } from "../../state/voicePresence";
import { Avatar } from "../../ui/Avatar";
import { Button, IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { CallView } from "./CallView";

interface VoiceRoomProps {
  channel: Channel;
  /** Opens the drawer with servers and channels; absent where they are beside. */
  onMenu: (() => void) | undefined;
}

/** A voice channel that is open: the call, if I am in it, or who is there and the way in. */
export const VoiceRoom = ({ channel, onMenu }: VoiceRoomProps) => {
  const t = useT();
  const mine = useCall((state) => state.channelId === channel.id);
  const capacity = useCall((state) => (state.channelId === channel.id ? state.capacity : 0));
  const count = useInVoice(channel.id).length;
  return (
    <main id="messages" className="flex min-w-0 flex-1 flex-col bg-main">
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-3 phone:px-4">
        {onMenu && <IconButton icon="menu" label={t("channels.open")} tip="none" onClick={onMenu} className="-ml-1" />}
        <span className="text-muted">
          <Icon name="speaker" size={22} />
        </span>
        <h1 className="min-w-0 truncate font-semibold text-strong">{channel.name}</h1>
        {count > 0 && (
          <span className="ml-auto flex items-center gap-1.5 text-sm text-muted tabular-nums">
            <Icon name="people" size={16} />
            <span aria-hidden="true">{capacity > 0 ? t("voice.inside", { count, most: capacity }) : count}</span>
            <span className="sr-only">{t("voice.insideLabel", { count })}</span>
          </span>
        )}
      </header>
      {mine ? <CallView channelId={channel.id} serverId={channel.serverId} /> : <Outside channel={channel} />}
    </main>
  );
};

/** Who is there, and the way in; or why there is none. */
const Outside = ({ channel }: { channel: Channel }) => {
  const t = useT();
  const people = useShown(channel.id, useInVoice(channel.id));
  const powers = useChannelPowers(channel);
  const refused = useRefusedCall((state) => (state.channelId === channel.id ? state.why : ""));
  const locked = powers !== null && !has(powers, "CONNECT");
  return (
    <div className="m-auto flex max-w-md flex-col items-center gap-4 p-6 text-center">
      {people.length > 0 ? (
        <ul aria-label={t("voice.people")} className="flex flex-wrap justify-center gap-4">
          {people.map(({ participant: { participantId, userId }, person, name }) => (
            <li key={participantId} className="flex w-20 flex-col items-center gap-1">
              <Avatar id={userId} name={name} url={person?.avatarUrl ?? null} size={56} />
              <span className="w-full truncate text-sm text-text">{name}</span>
            </li>
          ))}
        </ul>
      ) : (
        <span className="flex size-16 items-center justify-center rounded-full bg-accent-soft text-accent-text">
          <Icon name="speaker" size={30} />
        </span>
      )}
      <div>
        <h2 className="text-lg font-bold text-strong">
          {refused ? t("voice.refused") : t(people.length > 0 ? "voice.talkingHere" : "voice.nobody")}
        </h2>
        <p role={refused ? "alert" : undefined} className="mt-1 text-sm text-balance text-muted">
          {refused || (locked ? t("voice.locked") : t("voice.nobodyHint"))}
        </p>
      </div>
      {!locked && (
        <Button onClick={() => joinCall(channel.id)} className="min-w-40">
          {t(refused ? "voice.tryAgain" : "voice.join")}
        </Button>
      )}
    </div>
  );
};
