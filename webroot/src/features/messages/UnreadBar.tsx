import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { momentOf } from "../../lib/time";
import type { History } from "../../state/history";

interface UnreadBarProps {
  history: History;
  /** The seq after which the unread begins. */
  after: number;
  me: Id;
  onJump: () => void;
  onRead: () => void;
}

/** Over the list, while more is unread than is on screen: how much, since when, and both ways out. */
export const UnreadBar = ({ history, after, me, onJump, onRead }: UnreadBarProps) => {
  const t = useT();
  const locale = useLocale();
  const { messages, hasBefore, hasAfter } = history;
  const unread = messages.filter(({ seq, author }) => seq > after && author?.id !== me);
  const begun = !hasBefore || (messages[0]?.seq ?? 0) <= after;
  const first = begun ? unread[0] : undefined;
  if (unread.length === 0) return null;
  const count = unread.length;
  const how = begun && !hasAfter ? t("messages.unread", { count }) : t("messages.unreadMore", { count });
  return (
    <div
      role="status"
      className="absolute inset-x-3 top-0 z-20 flex animate-rise items-stretch overflow-hidden rounded-b-lg bg-accent
        text-sm font-semibold text-on-accent shadow-lg"
    >
      <button
        type="button"
        onClick={onJump}
        className="tap min-w-0 flex-1 truncate px-3 py-1.5 text-left -outline-offset-2 outline-on-accent!
          hover:bg-accent-hover"
      >
        {first ? t("messages.unreadSince", { how, time: momentOf(first.createdAt, locale) }) : how}
      </button>
      <button
        type="button"
        onClick={onRead}
        className="tap flex shrink-0 items-center gap-2 px-3 py-1.5 -outline-offset-2 outline-on-accent!
          hover:bg-accent-hover"
      >
        {t("messages.markRead")}
        <kbd className="font-sans text-xs font-normal pointer-coarse:hidden">Esc</kbd>
      </button>
    </div>
  );
};
