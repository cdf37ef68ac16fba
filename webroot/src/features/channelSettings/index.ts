export { ChannelSettings } from "./ChannelSettings";
