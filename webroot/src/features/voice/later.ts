export { CallBar } from "./CallBar";
export { CallPanel } from "./CallPanel";
export { ConversationCall } from "./ConversationCall";
export { Ringing } from "./Ringing";
export { VoiceRoom } from "./VoiceRoom";
