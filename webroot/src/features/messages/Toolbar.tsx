import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { has, type Powers } from "../../lib/permissions";
import { pinMessage, react } from "../../state/actions";
import { openDialog } from "../../state/dialogs";
import { setDraft } from "../../state/drafts";
import { startEditing } from "../../state/editing";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { notify } from "../../state/notices";
import { isMine } from "../../state/selectors";
import { IconButton } from "../../ui/Button";
import { EmojiPicker } from "../../ui/EmojiPicker";
import { Menu, MenuItem } from "../../ui/Menu";

/** What one may do with a message. */
export interface May {
  react: boolean;
  write: boolean;
  edit: boolean;
  pin: boolean;
  remove: boolean;
}

export const mayDo = (message: ChatMessage, me: Id, powers: Powers): May => {
  const mine = isMine(message, me);
  const manage = has(powers, "MANAGE_MESSAGES");
  return {
    react: has(powers, "ADD_REACTIONS"),
    write: has(powers, "SEND_MESSAGES"),
    // Who may not write may not write anew either.
    edit: mine && has(powers, "SEND_MESSAGES"),
    pin: manage,
    remove: mine || manage,
  };
};

interface ToolbarProps {
  message: ChatMessage;
  may: May;
  /** Something hangs open from the toolbar: it must stay. */
  onHold: (held: boolean) => void;
}

/** The actions of a message, at its upper right. */
export const Toolbar = ({ message, may, onHold }: ToolbarProps) => {
  const t = useT();
  const copy = () =>
    navigator.clipboard.writeText(message.content).then(
      () => notify("info", t("messages.copied")),
      () => undefined,
    );
  const reply = () => setDraft(message.channelId, { replyTo: message.id });
  const pin = () => void attempt(pinMessage(message.id, !message.pinned));
  const remove = () => openDialog({ kind: "deleteMessage", messageId: message.id });
  return (
    <div
      role="toolbar"
      aria-label={t("messages.actions")}
      className="absolute -top-4 right-4 z-10 flex items-center rounded-lg bg-float p-0.5 shadow-md ring-1 ring-line"
    >
      {may.react && (
        <EmojiPicker
          onOpenChange={onHold}
          onPick={(emoji) => void attempt(react(message.id, emoji, true))}
          button={<IconButton icon="smile" label={t("messages.react")} />}
        />
      )}
      {may.write && <IconButton icon="reply" label={t("messages.reply")} onClick={reply} />}
      {may.edit && <IconButton icon="pencil" label={t("messages.edit")} onClick={() => startEditing(message.id)} />}
      <Menu
        label={t("messages.more")}
        placement="left-start"
        onOpenChange={onHold}
        button={<IconButton icon="more" label={t("messages.more")} />}
      >
        {may.write && (
          <MenuItem icon="reply" onClick={reply}>
            {t("messages.reply")}
          </MenuItem>
        )}
        {may.edit && (
          <MenuItem icon="pencil" onClick={() => startEditing(message.id)}>
            {t("messages.edit")}
          </MenuItem>
        )}
        {may.pin && (
          <MenuItem icon="pin" onClick={pin}>
            {t(message.pinned ? "messages.unpin" : "messages.pin")}
          </MenuItem>
        )}
        <MenuItem icon="copy" onClick={() => void copy()}>
          {t("messages.copy")}
        </MenuItem>
        {may.remove && (
          <MenuItem icon="trash" danger onClick={remove}>
            {t("messages.delete")}
          </MenuItem>
        )}
      </Menu>
    </div>
  );
};
