import { create } from "zustand";
import type { Conversation, Id } from "../api/types";
import { keepUsers } from "./users";

/** Direct messages: who takes part in which. */
export const useConversations = create<{ byId: Record<Id, Conversation> }>(() => ({ byId: {} }));

/** Replaces everything known. */
export const setConversations = (conversations: ReadonlyArray<Conversation>): void => {
  for (const { participants } of conversations) keepUsers(participants);
  useConversations.setState({ byId: Object.fromEntries(conversations.map((one) => [one.id, one])) });
};

export const putConversation = (conversation: Conversation): void => {
  keepUsers(conversation.participants);
  useConversations.setState(({ byId }) => ({ byId: { ...byId, [conversation.id]: conversation } }));
};

export const removeConversation = (id: Id): void =>
  useConversations.setState(({ byId }) => {
    const { [id]: _left, ...rest } = byId;
    return { byId: rest };
  });
