import { useState } from "react";
import { useLocation } from "wouter";
import { pageNotifications, readAllNotifications } from "../../api/calls";
import { paths } from "../../app/paths";
import { useLocale, useT } from "../../i18n/t";
import { stamp } from "../../lib/time";
import { useChannels } from "../../state/channels";
import { attempt } from "../../state/explain";
import { notificationsShown, type Told, useNotifications } from "../../state/notifications";
import { usePlaceName } from "../../state/placeName";
import { useReads } from "../../state/reads";
import { keepUsers } from "../../state/users";
import { Markdown } from "../../ui/Markdown";
import { CardButton, MessageCard } from "../../ui/MessageCard";
import { InboxEmpty } from "./InboxEmpty";
import { useMessage } from "./preview";

/** So many are drawn at first, and more each time one asks. */
const SHOWN = 25;
/** Pages read at once, where all of one is known already. */
const PAGES_MAX = 4;

/** What I was told of: who named me, answered me, wrote to me, newest first. */
export const Mentions = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const list = useNotifications((state) => state.list);
  const channels = useChannels((state) => state.byId);
  const read = useReads((state) => state.read);
  const [shown, setShown] = useState(SHOWN);
  const { older, more, loading, load } = useOlder(list);
  const all = notificationsShown([...list, ...older], channels, read);
  const unread = all.some((one) => !one.read);
  if (all.length === 0) return <InboxEmpty title={t("inbox.noMentions")} hint={t("inbox.noMentionsHint")} />;
  const next = () => {
    setShown((now) => now + SHOWN);
    if (shown + SHOWN > all.length && more) void load();
  };
  return (
    <>
      {unread && (
        <div className="flex justify-end px-3 pt-2">
          <CardButton onClick={() => void attempt(readAllNotifications())}>{t("inbox.readAll")}</CardButton>
        </div>
      )}
      <ul className="space-y-2 overflow-y-auto p-3">
        {all.slice(0, shown).map((one) => (
          <li key={one.id}>
            <Mention told={one} onClose={onClose} />
          </li>
        ))}
        {(shown < all.length || more) && (
          <li className="flex justify-center pt-1">
            <button
              type="button"
              disabled={loading}
              onClick={next}
              className="tap rounded-md px-3 py-1.5 text-sm font-semibold text-accent-text hover:bg-hover"
            >
              {t(loading ? "app.loading" : "inbox.older")}
            </button>
          </li>
        )}
      </ul>
    </>
  );
};

/** Those older than what is kept, page by page. */
const useOlder = (list: ReadonlyArray<Told>) => {
  const [older, setOlder] = useState<ReadonlyArray<Told>>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [more, setMore] = useState(list.length >= SHOWN);
  const [loading, setLoading] = useState(false);
  const load = async () => {
    setLoading(true);
    const known = new Set([...list, ...older].map(({ id }) => id));
    let at = cursor;
    await attempt(
      (async () => {
        for (let page = 0; page < PAGES_MAX; page += 1) {
          const { items, next } = await pageNotifications(at);
          keepUsers(items.map(({ by }) => by ?? null));
          const fresh = items
            .filter(({ id }) => !known.has(id))
            .map(({ readAt, ...one }) => ({ ...one, read: readAt !== undefined }));
          setOlder((before) => [...before, ...fresh]);
          at = next;
          setMore(next !== null);
          if (next === null || fresh.length > 0) break;
        }
      })(),
    );
    setCursor(at);
    setLoading(false);
  };
  return { older, more, loading, load };
};

const Mention = ({ told, onClose }: { told: Told; onClose: () => void }) => {
  const t = useT();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const { by, kind, channelId, messageId, serverId, code } = told;
  const place = usePlaceName(channelId ?? "");
  const path =
    channelId && messageId
      ? paths.message(serverId ?? null, channelId, messageId)
      : code
        ? paths.invite(code)
        : paths.home;
  const go = () => {
    onClose();
    navigate(path);
  };
  return (
    <MessageCard
      author={{
        id: by?.id ?? "gone",
        name: by?.displayName ?? t("messages.deletedAuthor"),
        url: by?.avatarUrl ?? null,
      }}
      note={`${t(`inbox.kind_${kind}`)}${place === "" || place === by?.displayName ? "" : ` · ${place}`}`}
      dateTime={told.createdAt}
      time={stamp(told.createdAt, locale, Date.now())}
      actions={
        <>
          {!told.read && <span className="size-2 rounded-full bg-badge" role="img" aria-label={t("inbox.unread")} />}
          <CardButton onClick={go}>{t("channel.jump")}</CardButton>
        </>
      }
    >
      {channelId && messageId && <Words channelId={channelId} messageId={messageId} />}
    </MessageCard>
  );
};

const Words = ({ channelId, messageId }: { channelId: string; messageId: string }) => {
  const t = useT();
  const message = useMessage(channelId, messageId);
  if (message === undefined) return <div className="my-1 h-4 w-3/4 animate-shimmer rounded bg-active" />;
  if (message === null) return <p className="text-muted italic">{t("inbox.gone")}</p>;
  return (
    <div className="max-h-32 overflow-hidden">
      <Markdown text={message.content} />
    </div>
  );
};
