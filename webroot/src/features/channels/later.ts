export { CreateChannelDialog } from "./CreateChannelDialog";
export { DeleteChannelDialog } from "./DeleteChannelDialog";
export { MoveChannelDialog } from "./MoveChannelDialog";
