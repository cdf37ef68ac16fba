import * as calls from "../api/calls";
import type { Conversation, Id } from "../api/types";
import { putConversation, removeConversation } from "./conversations";
import { myId } from "./session";

/** What a person does with conversations. They reject with a `Problem`; events tell the rest. */

/** The conversation with these people, begun if there is none. */
export const talkWith = async (userIds: Id[]): Promise<Conversation> => {
  const conversation = await calls.openConversation(userIds);
  putConversation(conversation);
  return conversation;
};

/** Brings people into a group, one after the other. */
export const addToGroup = async (conversationId: Id, userIds: ReadonlyArray<Id>): Promise<void> => {
  for (const userId of userIds) putConversation(await calls.addToConversation(conversationId, userId));
};

export const renameGroup = async (conversationId: Id, name: string): Promise<void> =>
  putConversation(await calls.renameConversation(conversationId, { name }));

/** Takes somebody out of a group, or oneself: leaving. */
export const takeOutOfGroup = async (conversationId: Id, userId: Id): Promise<void> => {
  await calls.removeFromConversation(conversationId, userId);
  if (userId === myId()) removeConversation(conversationId);
};
