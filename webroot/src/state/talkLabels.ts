import type { Channel } from "../api/types";
import type { Translate } from "../i18n/t";
import { useConversations } from "./conversations";
import { isGroup } from "./conversationViews";

/** How places to write and lists of messages are called: channels with `#`, people by their names. */

const groupOf = ({ id }: Channel): boolean => {
  const conversation = useConversations.getState().byId[id];
  return conversation !== undefined && isGroup(conversation);
};

/** What the box is called where one writes. */
export const writeLabel = (channel: Channel, t: Translate): string => {
  const { name, type } = channel;
  if (type !== "dm") return t("composer.label", { channel: name });
  return t(groupOf(channel) ? "conversations.messageGroup" : "conversations.messageTo", { name });
};

/** What the list of messages is called. */
export const listLabel = ({ name, type }: Channel, t: Translate): string =>
  type === "dm" ? t("conversations.messagesWith", { name }) : t("messages.label", { channel: name });

/** What stands where the messages begin. */
export const startText = (channel: Channel, t: Translate): string =>
  t(groupOf(channel) ? "conversations.startGroup" : "conversations.start", { name: channel.name });
