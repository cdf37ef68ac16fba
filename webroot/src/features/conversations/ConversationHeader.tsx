import type { ReactNode } from "react";
import type { Conversation } from "../../api/types";
import { useT } from "../../i18n/t";
import { joinCall, useCall } from "../../state/call";
import { counterpart, isGroup, useTitle } from "../../state/conversationViews";
import { openDialog } from "../../state/dialogs";
import { usePresence } from "../../state/presence";
import { lookOf } from "../../state/selectors";
import { myId } from "../../state/session";
import { useInVoice } from "../../state/voicePresence";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { PresenceBadge } from "../../ui/PresenceMark";

interface ConversationHeaderProps {
  conversation: Conversation;
  /** Opens the drawer with servers and conversations; absent where they are beside. */
  onMenu?: (() => void) | undefined;
  peopleShown: boolean;
  onPeople: () => void;
  /** Opens what is pinned. */
  pins: ReactNode;
  /** What else can be opened from here. */
  children?: ReactNode;
}

/** Whom one talks with, and what can be done with the conversation; on a phone the rarer of it is in its menu. */
export const ConversationHeader = ({
  conversation,
  onMenu,
  peopleShown,
  onPeople,
  pins,
  children,
}: ConversationHeaderProps) => {
  const t = useT();
  const title = useTitle(conversation);
  const other = counterpart(conversation, myId());
  const { id } = conversation;
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-main px-3 phone:px-4">
      {onMenu && <IconButton icon="menu" label={t("channels.open")} tip="none" onClick={onMenu} className="-ml-1" />}
      {other ? (
        <h1 className="min-w-0">
          <button
            type="button"
            onClick={() => openDialog({ kind: "profile", userId: other.id, serverId: null })}
            className="tap flex max-w-full items-center gap-2 rounded-md p-1 font-semibold text-strong hover:bg-hover"
          >
            <OtherAvatar userId={other.id} name={title} url={other.avatarUrl} />
            <span className="truncate">{title}</span>
          </button>
        </h1>
      ) : (
        <>
          <span
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-active text-muted
              max-phone:hidden"
          >
            <Icon name="people" size={16} />
          </span>
          <h1 className="min-w-0 truncate font-semibold text-strong">{title}</h1>
          {isGroup(conversation) && (
            <IconButton
              icon="pencil"
              size="small"
              tip="bottom"
              label={t("conversations.rename")}
              className="max-phone:hidden"
              onClick={() => openDialog({ kind: "renameGroup", conversationId: id })}
            />
          )}
        </>
      )}
      <div className="ml-auto flex shrink-0 gap-1">
        <CallButton id={id} />
        {pins}
        {isGroup(conversation) && (
          <IconButton
            icon="personAdd"
            label={t("conversations.add")}
            className="max-phone:hidden"
            tip="bottom"
            onClick={() => openDialog({ kind: "addToGroup", conversationId: id })}
          />
        )}
        <IconButton
          icon="people"
          label={t(labelOf(other !== undefined, peopleShown))}
          tip="bottom"
          aria-pressed={peopleShown}
          onClick={onPeople}
          // Of two, the other one's name opens who they are: on a phone it needs the room.
          className={`${peopleShown ? "text-strong" : ""} ${other ? "max-phone:hidden" : ""}`}
        />
        {children}
      </div>
    </header>
  );
};

/** Calls those in the conversation; not shown while one is in the call already. */
const CallButton = ({ id }: { id: string }) => {
  const t = useT();
  const mine = useCall((state) => state.channelId === id);
  const going = useInVoice(id).length > 0;
  if (mine) return null;
  return (
    <IconButton
      icon="call"
      label={t(going ? "voice.joinCall" : "voice.startCall")}
      tip="bottom"
      onClick={() => joinCall(id)}
      className={going ? "text-online" : ""}
    />
  );
};

const labelOf = (ofTwo: boolean, shown: boolean) => {
  if (ofTwo) return shown ? "conversations.hideProfile" : "conversations.showProfile";
  return shown ? "conversations.hidePeople" : "conversations.showPeople";
};

const OtherAvatar = ({ userId, name, url }: { userId: string; name: string; url: string | null }) => {
  const t = useT();
  const look = usePresence((state) => lookOf(state.byUser[userId]));
  return (
    <>
      <Avatar id={userId} name={name} url={url} size={28} mark={<PresenceBadge look={look} on="main" />} />
      <span className="sr-only">{t(`presence.${look}`)}: </span>
    </>
  );
};
