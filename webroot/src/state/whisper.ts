import { openConversation, resolveMember } from "../api/calls";
import type { Id } from "../api/types";
import { sendMessage } from "./actions";
import { putConversation } from "./conversations";

/** Where a whisper went, in words: what its reader is called. */
interface Whispered {
  name: string;
  /** `false` when so many messages wait that no more is taken. */
  taken: boolean;
}

/** Says something to one member of a server alone: in their direct messages. Rejects with a `Problem`. */
export const whisperTo = async (serverId: Id, name: string, text: string): Promise<Whispered> => {
  const { user } = await resolveMember(serverId, name);
  const conversation = await openConversation([user.id]);
  putConversation(conversation);
  return { name: user.displayName, taken: sendMessage(conversation.id, text, null) };
};
