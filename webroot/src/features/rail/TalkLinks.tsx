import { useLocation } from "wouter";
import type { Conversation } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { counterpart, useConversationsInOrder, useTitle } from "../../state/conversationViews";
import { isMuted, useLevels } from "../../state/levels";
import { setPanes } from "../../state/panes";
import { isUnread, useReads } from "../../state/reads";
import { myId } from "../../state/session";
import { useUnreadCount } from "../../state/unreadTalk";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { RailLink } from "./RailLink";

/** As many as leave room for servers. */
const SHOWN_MAX = 5;

/** Conversations in which somebody said something, under home, from wherever one is. */
export const TalkLinks = () => {
  const conversations = useConversationsInOrder();
  const levels = useLevels((state) => state.bySubject);
  const unread = useReads((reads) =>
    conversations
      .filter(({ id }) => isUnread(reads, id) && !isMuted(levels[id], Date.now()))
      .slice(0, SHOWN_MAX)
      .map(({ id }) => id)
      .join(),
  );
  const shown = conversations.filter(({ id }) => unread.split(",").includes(id));
  return shown.map((conversation) => <TalkLink key={conversation.id} conversation={conversation} />);
};

const TalkLink = ({ conversation }: { conversation: Conversation }) => {
  const t = useT();
  const [location] = useLocation();
  const title = useTitle(conversation);
  const count = useUnreadCount(conversation.id);
  const other = counterpart(conversation, myId());
  const now = useUsers((state) => (other ? state.byId[other.id] : undefined));
  const href = paths.conversation(conversation.id);
  return (
    <RailLink
      name={title}
      label={t("rail.talk", { name: title, count })}
      href={href}
      selected={location === href}
      unread
      round
      mentions={count}
      onClick={() => setPanes({ left: false })}
    >
      {other ? (
        <Avatar id={other.id} name={title} url={(now ?? other).avatarUrl} size={48} />
      ) : (
        <Icon name="people" size={24} />
      )}
    </RailLink>
  );
};
