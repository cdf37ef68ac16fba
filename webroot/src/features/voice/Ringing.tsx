import { useEffect } from "react";
import { useLocation } from "wouter";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { joinCall } from "../../state/call";
import { ringTone } from "../../state/callTones";
import { useConversations } from "../../state/conversations";
import { isGroup } from "../../state/conversationViews";
import { useNamesKnown } from "../../state/person";
import { usePlaceName } from "../../state/placeName";
import { decline, type Ring, useRings } from "../../state/ringing";
import { useSettings } from "../../state/settings";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { Icon, type IconName } from "../../ui/Icon";
import { tipOf } from "../../ui/Tooltip";

/** Cards at once; more calls than these wait in the list. */
const SHOWN_MAX = 3;
const RING_EVERY_MS = 3_000;

/** Who calls me, over whatever I look at. It takes no focus: whoever writes goes on. */
export const Ringing = () => {
  const rings = useRings().slice(0, SHOWN_MAX);
  const first = rings[0]?.channelId;
  useRingTone(first);
  return (
    <div
      className="pointer-events-none fixed inset-x-3 top-3 z-50 flex flex-col items-center gap-3 safe-top
        phone:inset-x-0 phone:top-14 phone:flex-row phone:items-start phone:justify-center"
    >
      {rings.map((ring) => (
        <Card key={ring.channelId} ring={ring} />
      ))}
    </div>
  );
};

const Card = ({ ring: { channelId, by } }: { ring: Ring }) => {
  const t = useT();
  const [, navigate] = useLocation();
  const person = useUsers((state) => state.byId[by]);
  const place = usePlaceName(channelId);
  const ofGroup = useConversations((state) => {
    const conversation = state.byId[channelId];
    return conversation !== undefined && isGroup(conversation);
  });
  useNamesKnown([by]);
  const name = person?.displayName ?? "";
  const answer = () => {
    navigate(paths.conversation(channelId));
    joinCall(channelId);
  };
  return (
    <section
      aria-label={t("voice.incoming")}
      data-ringing={channelId}
      className="pointer-events-auto flex w-full items-center gap-3 rounded-2xl bg-float ring-1 ring-line p-3 shadow-2xl
        phone:w-64 phone:flex-col phone:gap-4 phone:p-6"
    >
      <span className="shrink-0 animate-ring rounded-full">
        <Avatar id={by} name={name} url={person?.avatarUrl ?? null} size={64} />
      </span>
      <p role="alert" className="min-w-0 flex-1 phone:w-full phone:text-center">
        <span className="block truncate text-lg font-bold text-strong">{name}</span>
        <span className="block truncate text-sm text-muted">
          {ofGroup ? t("voice.callsGroup", { group: place }) : t("voice.callsYou")}
        </span>
      </p>
      <span className="flex shrink-0 gap-3 phone:gap-6">
        <Act
          icon="hangUp"
          label={t("voice.decline")}
          look="bg-danger hover:bg-danger-hover"
          onClick={() => decline(channelId)}
        />
        <Act icon="call" label={t("voice.answer")} look="bg-accept hover:bg-accept-hover" onClick={answer} />
      </span>
    </section>
  );
};

interface ActProps {
  icon: IconName;
  label: string;
  look: string;
  onClick: () => void;
}

const Act = ({ icon, label, look, onClick }: ActProps) => (
  <button
    type="button"
    aria-label={label}
    {...tipOf(label, "bottom")}
    onClick={onClick}
    className={`inline-flex size-13 items-center justify-center rounded-full text-on-accent transition-colors ${look}`}
  >
    <Icon name={icon} size={26} />
  </button>
);

/** Rings while this waits; of several pages of one browser one does, and another when that one is closed. */
const useRingTone = (channelId: Id | undefined): void => {
  const on = useSettings((state) => state.ringing);
  useEffect(() => {
    if (!on || channelId === undefined) return undefined;
    const waiting = new AbortController();
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const ring = async () => {
      ringTone();
      const timer = setInterval(ringTone, RING_EVERY_MS);
      await ended;
      clearInterval(timer);
    };
    if (!navigator.locks) void ring();
    else navigator.locks.request(`miscord.ring.${channelId}`, { signal: waiting.signal }, ring).catch(() => undefined);
    return () => {
      waiting.abort();
      end();
    };
  }, [on, channelId]);
};
