export { CallBar } from "./CallBar";
export { CallPanel } from "./CallPanel";
export { ConversationCall } from "./ConversationCall";
export { VoiceRoom } from "./VoiceRoom";
