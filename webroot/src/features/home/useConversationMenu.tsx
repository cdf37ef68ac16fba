import type { Conversation } from "../../api/types";
import { useT } from "../../i18n/t";
import { markRead } from "../../state/actions";
import { counterpart, isGroup } from "../../state/conversationViews";
import { copyText } from "../../state/copyText";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { changeLevel, FOR_GOOD, isMuted, useLevels } from "../../state/levels";
import { isUnread, useReads } from "../../state/reads";
import { myId } from "../../state/session";
import { MenuItem, MenuLine } from "../../ui/Menu";
import { type ContextMenu, useContextMenu } from "../../ui/useContextMenu";

/** What one may do with a conversation of the list. */
export const useConversationMenu = (conversation: Conversation): ContextMenu => {
  const t = useT();
  return useContextMenu(t("conversations.menu"), () => <Items conversation={conversation} />);
};

const Items = ({ conversation }: { conversation: Conversation }) => {
  const t = useT();
  const { id } = conversation;
  const unread = useReads((state) => isUnread(state, id));
  const muted = useLevels((state) => isMuted(state.bySubject[id], Date.now()));
  const last = useReads((state) => state.last[id] ?? 0);
  const other = counterpart(conversation, myId());
  return (
    <>
      {unread && (
        <MenuItem icon="check" onClick={() => markRead(id, last)}>
          {t("conversations.markRead")}
        </MenuItem>
      )}
      <MenuItem
        icon={muted ? "bell" : "bellOff"}
        onClick={() => void attempt(changeLevel(id, { mutedUntil: muted ? undefined : FOR_GOOD }))}
      >
        {t(muted ? "conversations.unmute" : "conversations.mute")}
      </MenuItem>
      <MenuLine />
      {other && (
        <MenuItem icon="people" onClick={() => openDialog({ kind: "profile", userId: other.id, serverId: null })}>
          {t("person.profile")}
        </MenuItem>
      )}
      {isGroup(conversation) && (
        <>
          <MenuItem icon="personAdd" onClick={() => openDialog({ kind: "addToGroup", conversationId: id })}>
            {t("conversations.add")}
          </MenuItem>
          <MenuItem icon="pencil" onClick={() => openDialog({ kind: "renameGroup", conversationId: id })}>
            {t("conversations.rename")}
          </MenuItem>
          <MenuItem icon="leave" danger onClick={() => openDialog({ kind: "leaveGroup", conversationId: id })}>
            {t("conversations.leave")}
          </MenuItem>
        </>
      )}
      <MenuLine />
      <MenuItem icon="copy" onClick={() => void copyText(id)}>
        {t("people.copyId")}
      </MenuItem>
    </>
  );
};
