import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { useConversations } from "../../state/conversations";
import { counterpart } from "../../state/conversationViews";
import { myId } from "../../state/session";
import { startText } from "../../state/talkLabels";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";

/** Where a conversation begins: with whom. */
export const ConversationStart = ({ channel }: { channel: Channel }) => {
  const t = useT();
  const conversation = useConversations((state) => state.byId[channel.id]);
  const other = conversation && counterpart(conversation, myId());
  return (
    <div className="px-4 pt-10 pb-4">
      {other ? (
        <Avatar id={other.id} name={channel.name} url={other.avatarUrl} size={80} />
      ) : (
        <span className="flex size-17 items-center justify-center rounded-full bg-accent-soft text-accent-text">
          <Icon name="people" size={36} />
        </span>
      )}
      <h2 className="mt-3 text-2xl font-bold text-strong wrap-anywhere phone:text-3xl">{channel.name}</h2>
      <p className="mt-1 text-muted wrap-anywhere">
        {other && `@${other.username} · `}
        {startText(channel, t)}
      </p>
    </div>
  );
};
