import { paths } from "../../app/paths";
import { has, type Powers } from "../../lib/permissions";
import { deleteMessage, pinMessage } from "../../state/actions";
import { useChannels } from "../../state/channels";
import { useConversations } from "../../state/conversations";
import { copyText } from "../../state/copyText";
import { openDialog } from "../../state/dialogs";
import { setDraft } from "../../state/drafts";
import { startEditing } from "../../state/editing";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import type { Where } from "../../state/knownNames";
import { startSelecting } from "../../state/selecting";
import { isMine } from "../../state/selectors";
import { textOf } from "../../state/wireText";

/** What one may do with a message. */
export interface May {
  react: boolean;
  write: boolean;
  edit: boolean;
  pin: boolean;
  remove: boolean;
  /** Choose several and delete them together. */
  select: boolean;
  report: boolean;
}

/** What somebody with these powers in its channel may do with a message. */
export const mayDo = (message: ChatMessage, me: string, powers: Powers): May => {
  const mine = isMine(message, me);
  const system = message.type === "system";
  const manage = has(powers, "MANAGE_MESSAGES");
  // In a conversation nobody has a role: everybody there may keep at hand what matters to them.
  const talk = message.channelId in useConversations.getState().byId;
  return {
    react: has(powers, "ADD_REACTIONS") && !system,
    write: has(powers, "SEND_MESSAGES") && !system,
    // Who may not write may not write anew either.
    edit: mine && has(powers, "SEND_MESSAGES"),
    pin: (talk ? has(powers, "SEND_MESSAGES") : manage) && !system,
    remove: mine || manage,
    select: manage,
    // Those who keep order are those of a server.
    report:
      message.author !== null &&
      message.author.id !== me &&
      !system &&
      useChannels.getState().byId[message.channelId]?.serverId != null,
  };
};

/** What menu, toolbar and keys do with a message: the same thing everywhere. */
export const actsOn = (message: ChatMessage) => ({
  reply: () => setDraft(message.channelId, { replyTo: message.id }),
  edit: () => startEditing(message.id),
  pin: () => void attempt(pinMessage(message.id, !message.pinned)),
  copyText: () => void copyText(textOf(message.content, whereIs(message)).text),
  copyLink: () => void copyText(location.origin + pathOf(message)),
  copyId: () => void copyText(message.id),
  select: () => startSelecting(message.channelId, message.id),
  report: () => openDialog({ kind: "reportMessage", messageId: message.id }),
  /** Asks first, unless told not to. */
  remove: (atOnce: boolean) => {
    if (atOnce) void attempt(deleteMessage(message.id));
    else openDialog({ kind: "deleteMessage", messageId: message.id });
  },
});

const whereIs = ({ channelId }: ChatMessage): Where => ({
  id: channelId,
  serverId: useChannels.getState().byId[channelId]?.serverId ?? null,
});

const pathOf = (message: ChatMessage): string => {
  const { id, serverId } = whereIs(message);
  return paths.message(serverId, id, message.id);
};
