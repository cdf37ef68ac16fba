export { ConversationHeader } from "./ConversationHeader";
