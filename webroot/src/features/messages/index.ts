export { DeleteMessageDialog } from "./DeleteMessageDialog";
export { MessageList } from "./MessageList";
export { MessageReferences } from "./references";
