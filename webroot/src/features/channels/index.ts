export { ChannelList } from "./ChannelList";
export { CreateChannelDialog } from "./CreateChannelDialog";
