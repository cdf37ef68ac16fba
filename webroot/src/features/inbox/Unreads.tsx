import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { readMessages } from "../../api/calls";
import type { Id, Message } from "../../api/types";
import { paths } from "../../app/paths";
import { useLocale, useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { clock } from "../../lib/time";
import { markRead } from "../../state/actions";
import { useChannels } from "../../state/channels";
import { useConversations } from "../../state/conversations";
import { isMuted, useLevels } from "../../state/levels";
import { usePlaceName } from "../../state/placeName";
import { callsOf, isUnread, useReads } from "../../state/reads";
import { channelTree } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { keepUsers } from "../../state/users";
import { IconButton } from "../../ui/Button";
import { CardButton } from "../../ui/MessageCard";
import { useNames } from "../../ui/references";
import { InboxEmpty } from "./InboxEmpty";

/** So many are drawn; the rest follows as these are read. */
const SHOWN = 20;
const LINES = 4;

/** Channels and conversations with something unread: their last lines, and a way to be done with each. */
export const Unreads = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const ids = useUnreadIds();
  const list = useRef<HTMLUListElement>(null);
  const done = (channelId: Id) => {
    markRead(channelId, useReads.getState().last[channelId] ?? 0);
    list.current?.focus();
  };
  if (ids.length === 0) return <InboxEmpty title={t("inbox.noUnreads")} hint={t("inbox.noUnreadsHint")} />;
  return (
    <>
      <div className="flex justify-end px-3 pt-2">
        <CardButton
          onClick={() => {
            for (const id of ids) done(id);
          }}
        >
          {t("inbox.readAll")}
        </CardButton>
      </div>
      <ul ref={list} tabIndex={-1} className="space-y-2 overflow-y-auto p-3 outline-none">
        {ids.slice(0, SHOWN).map((id) => (
          <li key={id}>
            <Unread channelId={id} onRead={() => done(id)} onClose={onClose} />
          </li>
        ))}
      </ul>
    </>
  );
};

/** What is unread and not muted: what calls me first, then as it is listed. */
const useUnreadIds = (): Id[] => {
  const channels = useChannels((state) => state.byId);
  const order = useServers((state) => state.order);
  const conversations = useConversations((state) => state.byId);
  const levels = useLevels((state) => state.bySubject);
  const reads = useReads();
  return useMemo(() => {
    const muted = (id: Id) => isMuted(levels[id], Date.now());
    const listed = order.flatMap((serverId) =>
      channelTree(channels, serverId)
        .flatMap((group) => group.channels)
        .filter(({ id, type }) => type === "text" && !muted(serverId) && !muted(id))
        .map(({ id }) => id),
    );
    const ids = [...Object.keys(conversations).filter((id) => !muted(id)), ...listed];
    return ids
      .filter((id) => isUnread(reads, id))
      .sort((a, b) => Number(callsOf(reads, b) > 0) - Number(callsOf(reads, a) > 0));
  }, [channels, order, conversations, levels, reads]);
};

interface UnreadProps {
  channelId: Id;
  onRead: () => void;
  onClose: () => void;
}

const Unread = ({ channelId, onRead, onClose }: UnreadProps) => {
  const t = useT();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const names = useNames();
  const name = usePlaceName(channelId);
  const serverId = useChannels((state) => state.byId[channelId]?.serverId ?? null);
  const lines = useLastLines(channelId);
  const go = () => {
    onClose();
    const first = lines?.[0];
    if (first) navigate(paths.message(serverId, channelId, first.id));
    else navigate(serverId ? paths.channel(serverId, channelId) : paths.conversation(channelId));
  };
  return (
    <section className="rounded-lg bg-raised p-3 text-sm">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate font-semibold text-strong">{name}</h3>
        <CardButton onClick={go}>{t("channel.jump")}</CardButton>
        <IconButton icon="check" size="small" label={t("messages.markRead")} tip="left" onClick={onRead} />
      </div>
      {lines === null ? (
        <div className="mt-2 h-4 w-3/4 animate-shimmer rounded bg-active" />
      ) : (
        <ul className="mt-1 space-y-0.5">
          {lines.map((message) => (
            <li key={message.id} className="flex gap-2">
              <time dateTime={message.createdAt} className="shrink-0 pt-0.5 text-xs text-faint tabular-nums">
                {clock(message.createdAt, locale)}
              </time>
              <p className="line-clamp-2 min-w-0 wrap-anywhere">
                <span className="font-semibold text-strong">
                  {message.author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor")}
                </span>{" "}
                {plainText(message.content, names)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

/** The last unread messages of a channel, oldest first; `null` while they are on their way. */
const useLastLines = (channelId: Id): Message[] | null => {
  const [lines, setLines] = useState<Message[] | null>(null);
  const last = useReads((state) => state.last[channelId] ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when something comes
  useEffect(() => {
    let open = true;
    readMessages(channelId, { limit: LINES }).then(
      (page) => {
        if (!open) return;
        keepUsers(page.map(({ author }) => author));
        const read = useReads.getState().read[channelId] ?? 0;
        setLines(page.filter(({ seq, type }) => seq > read && type !== "system").reverse());
      },
      () => open && setLines([]),
    );
    return () => {
      open = false;
    };
  }, [channelId, last]);
  return lines;
};
