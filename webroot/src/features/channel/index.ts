export { ChannelHeader } from "./ChannelHeader";
