export { ChannelList } from "./ChannelList";
