import { Link } from "wouter";
import type { Conversation, User } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { counterpart, useTitle } from "../../state/conversationViews";
import { draftOf, useDrafts } from "../../state/drafts";
import { isMuted, useLevels } from "../../state/levels";
import { useMessages } from "../../state/messages";
import { setPanes } from "../../state/panes";
import { usePresence } from "../../state/presence";
import { isUnread, useReads } from "../../state/reads";
import { hasFailed, isThere, lookOf } from "../../state/selectors";
import { myId } from "../../state/session";
import { useUnreadCount } from "../../state/unreadTalk";
import { useUsers } from "../../state/users";
import { useInVoice } from "../../state/voicePresence";
import { Avatar } from "../../ui/Avatar";
import { Count } from "../../ui/Count";
import { Icon } from "../../ui/Icon";
import { PresenceBadge } from "../../ui/PresenceMark";
import { useConversationMenu } from "./useConversationMenu";

interface ConversationRowProps {
  conversation: Conversation;
  selected: boolean;
}

/** A conversation in the list of home. */
export const ConversationRow = ({ conversation, selected }: ConversationRowProps) => {
  const t = useT();
  const title = useTitle(conversation);
  const { id } = conversation;
  const muted = useLevels((state) => isMuted(state.bySubject[id], Date.now()));
  const unread = useReads((state) => isUnread(state, id)) && !selected && !muted;
  const count = useUnreadCount(id);
  const hasDraft = useDrafts((state) => draftOf(state.byChannel, id).text.trim() !== "") && !selected;
  const failed = useMessages((state) => hasFailed(state.outgoing[id])) && !selected;
  const { handlers, menu } = useConversationMenu(conversation);
  const talking = useInVoice(id).length;
  const other = counterpart(conversation, myId());
  const look = selected
    ? "bg-active text-strong"
    : unread
      ? "font-semibold text-strong hover:bg-hover"
      : `${muted ? "text-faint" : "text-muted"} hover:bg-hover hover:text-strong`;
  return (
    <>
      <Link
        {...handlers}
        href={paths.conversation(id)}
        aria-current={selected ? "page" : undefined}
        onClick={() => setPanes({ left: false })}
        className={`relative flex h-11 items-center gap-3 rounded-md px-2 text-row font-medium select-none ${look}`}
      >
        {unread && (
          <span
            aria-hidden="true"
            className="absolute top-1/2 -left-2 h-2 w-1 -translate-y-1/2 rounded-r-full bg-strong"
          />
        )}
        {other ? <OtherPicture other={other} /> : <GroupPicture />}
        <span className="min-w-0 flex-1 leading-tight">
          <span className="block truncate">{title}</span>
          <span className="block truncate text-xs font-normal text-muted">
            {other ? other.status : t("conversations.members", { count: conversation.participants.length })}
          </span>
        </span>
        {talking > 0 && (
          <span className="text-online">
            <Icon name="call" size={16} filled />
            <span className="sr-only">{t("voice.insideLabel", { count: talking })}</span>
          </span>
        )}
        {muted && (
          <>
            <Icon name="bellOff" size={14} />
            <span className="sr-only">{t("conversations.muted")}</span>
          </>
        )}
        {unread && count === 0 && <span className="sr-only">{t("conversations.unread")}</span>}
        {failed ? (
          <span className="text-danger-text">
            <Icon name="warning" size={14} />
            <span className="sr-only">{t("channels.failed")}</span>
          </span>
        ) : (
          hasDraft && <Icon name="pencil" size={14} />
        )}
        {!selected && <Count count={count} label={t("conversations.unreadCount", { count })} />}
      </Link>
      {menu}
    </>
  );
};

const OtherPicture = ({ other }: { other: User }) => {
  const t = useT();
  const now = useUsers((state) => state.byId[other.id]) ?? other;
  const status = usePresence((state) => state.byUser[other.id]);
  const look = lookOf(status);
  return (
    <>
      <Avatar
        id={other.id}
        name={now.displayName}
        url={now.avatarUrl}
        size={32}
        away={!isThere(status)}
        mark={<PresenceBadge look={look} on="side" />}
      />
      <span className="sr-only">{t(`presence.${look}`)}</span>
    </>
  );
};

const GroupPicture = () => (
  <span
    aria-hidden="true"
    className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent-text"
  >
    <Icon name="people" size={18} />
  </span>
);
