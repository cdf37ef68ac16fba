export { MessageList } from "./MessageList";
export { MessageReferences } from "./references";
