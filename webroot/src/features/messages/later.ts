export { DeleteMessageDialog } from "./DeleteMessageDialog";
export { MessageList } from "./MessageList";
