import { useEffect, useState } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useCall } from "../../state/call";
import { useConversations } from "../../state/conversations";
import { usePlaceName } from "../../state/placeName";
import { RING_MS } from "../../state/ringing";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";

/** People shown of a group. */
const SHOWN_MAX = 5;

/** While I am alone in the call of a conversation: whom it rings at, or that nobody has answered. */
export const Calling = ({ channelId }: { channelId: Id }) => {
  const alone = useCall((state) => state.entered && state.participants.length === 1);
  return alone ? <Waiting channelId={channelId} /> : null;
};

const Waiting = ({ channelId }: { channelId: Id }) => {
  const t = useT();
  const since = useCall((state) => state.since);
  const met = useCall((state) => state.met);
  const place = usePlaceName(channelId);
  const conversation = useConversations((state) => state.byId[channelId]);
  const users = useUsers((state) => state.byId);
  const [over, setOver] = useState(Date.now() - since >= RING_MS);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), Math.max(0, since + RING_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  const rings = !over && !met;
  const others = (conversation?.participants ?? []).filter(({ id }) => id !== myId()).slice(0, SHOWN_MAX);
  return (
    <p role="status" className="flex items-center justify-center gap-3 px-3 pt-3 text-sm text-muted">
      {rings && (
        <span aria-hidden="true" className="flex animate-shimmer -space-x-2">
          {others.map(({ id, displayName, avatarUrl }) => (
            <Avatar key={id} id={id} name={users[id]?.displayName ?? displayName} url={avatarUrl ?? null} size={28} />
          ))}
        </span>
      )}
      <span className="min-w-0 truncate">
        {met ? t("voice.othersLeft") : t(rings ? "voice.calling" : "voice.notAnswered", { name: place })}
      </span>
    </p>
  );
};
