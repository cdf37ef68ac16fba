import { useEffect } from "react";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import type { Powers } from "../../lib/permissions";
import type { Outgoing } from "../../realtime/outbox";
import { useLink } from "../../state/link";
import { loadPresent, openHistory, useMessages } from "../../state/messages";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { MessageSkeleton } from "../../ui/Skeleton";
import { useLater } from "../../ui/useLater";
import { Timeline } from "./Timeline";

interface MessageListProps {
  channel: Channel;
  powers: Powers;
}

const NOTHING: Outgoing[] = [];

/** The messages of a channel; mounted anew for each channel. */
export const MessageList = ({ channel, powers }: MessageListProps) => {
  const t = useT();
  const history = useMessages((state) => state.histories[channel.id]);
  const outgoing = useMessages((state) => state.outgoing[channel.id]) ?? NOTHING;
  const live = useLink((state) => state.link.kind === "live");
  const current = history?.current ?? false;
  // Asked for when the channel opens, and again when what is here has become doubtful or could not be loaded.
  useEffect(() => {
    if (!current && live) openHistory(channel.id);
  }, [channel.id, current, live]);
  useEffect(() => openHistory(channel.id), [channel.id]);

  const empty = !history || (history.messages.length === 0 && !history.current);
  const late = useLater(empty, 150);
  if (history && !empty)
    return <Timeline key={channel.id} channel={channel} powers={powers} history={history} outgoing={outgoing} />;
  if (history?.failed)
    return (
      <Empty icon="warning" title={t("messages.loadFailed")} hint={t("problem.unreachable")}>
        <Button onClick={() => void loadPresent(channel.id)}>{t("app.tryAgain")}</Button>
      </Empty>
    );
  return (
    <div
      className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden"
      role="status"
      aria-label={t("app.loading")}
    >
      {late && <MessageSkeleton />}
    </div>
  );
};
