import { useMemo } from "react";
import type { Author, Channel, Conversation, Id, RelationshipKind, User } from "../api/types";
import { useT } from "../i18n/t";
import { madeAt } from "../lib/ids";
import { NONE, type Powers, powers } from "../lib/permissions";
import { useConversations } from "./conversations";
import { useLastSaid } from "./lastSaid";
import { useRelationships } from "./relationships";
import { myId } from "./session";
import { useUsers } from "./users";

/** What views ask of conversations: who is in them, what they are called, what one may do there. */

/** Groups have an owner; those of two have none, and stay of two. */
export const isGroup = ({ ownerId }: Conversation): boolean => ownerId !== undefined;

/** Those whom I talk with there. */
const othersIn = ({ participants }: Conversation, me: Id): User[] => participants.filter(({ id }) => id !== me);

/** The one other in a conversation of two. */
export const counterpart = (conversation: Conversation, me: Id): User | undefined =>
  isGroup(conversation) ? undefined : othersIn(conversation, me)[0];

/** What a conversation is called: its own name, or its people's; nothing where nobody else is left. */
export const titleOf = (conversation: Conversation, me: Id, users: Record<Id, Author>): string =>
  conversation.name ||
  othersIn(conversation, me)
    .map(({ id, displayName }) => users[id]?.displayName ?? displayName)
    .join(", ");

/** What a conversation is called now. */
export const useTitle = (conversation: Conversation): string => {
  const t = useT();
  const users = useUsers((state) => state.byId);
  return titleOf(conversation, myId(), users) || t("conversations.alone");
};

/** A conversation as the channel that it is. */
export const useConversationChannel = (conversation: Conversation): Channel => {
  const name = useTitle(conversation);
  const { id } = conversation;
  return useMemo(
    () => ({
      id,
      serverId: null,
      name,
      type: "dm",
      position: 0,
      topic: null,
      parentId: null,
      slowMode: 0,
      overwrites: [],
      createdAt: new Date(madeAt(id)).toISOString(),
    }),
    [id, name],
  );
};

/** What everybody may do in a conversation, and what is left where one of two has blocked the other. */
const OPEN = powers(["VIEW_CHANNEL", "SEND_MESSAGES", "ADD_REACTIONS"]);
const BLOCKED = powers(["VIEW_CHANNEL"]);

/** What I may do there, as far as I can know: that somebody blocks me is told when I write. */
export const powersIn = (conversation: Conversation, me: Id, kinds: Record<Id, RelationshipKind>): Powers => {
  if (!conversation.participants.some(({ id }) => id === me)) return NONE;
  const other = counterpart(conversation, me);
  return other && kinds[other.id] === "blocked" ? BLOCKED : OPEN;
};

/** What I may do in a conversation. */
export const useConversationPowers = (conversation: Conversation): Powers => {
  const kinds = useRelationships((state) => state.byUser);
  return powersIn(conversation, myId(), kinds);
};

/** Conversations as they are listed: where something was said last, or that were begun last, first. */
export const inOrderOfTalk = (
  conversations: ReadonlyArray<Conversation>,
  saidAt: Record<Id, number>,
): Conversation[] => {
  const at = ({ id }: Conversation) => saidAt[id] ?? madeAt(id);
  return [...conversations].sort((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : -1));
};

/** All of my conversations, in that order. */
export const useConversationsInOrder = (): Conversation[] => {
  const byId = useConversations((state) => state.byId);
  const saidAt = useLastSaid((state) => state.at);
  return useMemo(() => inOrderOfTalk(Object.values(byId), saidAt), [byId, saidAt]);
};
