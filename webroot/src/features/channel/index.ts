export { ChannelHeader } from "./ChannelHeader";
export { Pins } from "./Pins";
