export { ChannelHeader } from "./ChannelHeader";
export { PinsButton } from "./PinsButton";
