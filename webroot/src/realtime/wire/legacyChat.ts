import type { ServerFrame } from "../frames";
import { flatWire } from "./flat";
import type { Wire } from "./wire";

/**
 * `/ws/legacy/chat/{channelId}`: one channel. A message comes without its place and without what is attached to it, so
 * it only says that there is `news`; everything else is told as it comes.
 */
export const chatWire = (channelId: string, news: () => void): Wire => {
  /** What is on its way, by nonce: the message itself is its answer. */
  let sent = new Map<string, string>();
  const durable = { stream: channelId, seq: 0 };
  return flatWire({
    path: `/ws/legacy/chat/${channelId}`,
    begins: () => {
      sent = new Map();
    },
    refused: () => {
      const [first] = sent;
      if (first) sent.delete(first[0]);
      return first?.[1];
    },
    encode: (frame) => {
      if (frame.event === "typing:start") return { type: "typing" };
      if (frame.event !== "message:send") return null;
      const { content, nonce, replyTo } = frame.data;
      if (nonce !== undefined && frame.id !== undefined) sent.set(nonce, frame.id);
      return { type: "message", content, ...(nonce ? { nonce } : {}), ...(replyTo ? { reply_to: replyTo } : {}) };
    },
    decode: (frame): ServerFrame[] => {
      switch (frame.type) {
        case "message": {
          news();
          const id = frame.nonce === undefined ? undefined : sent.get(frame.nonce);
          if (frame.nonce !== undefined) sent.delete(frame.nonce);
          return id === undefined ? [] : [{ event: "ack", id, data: { messageId: frame.message_id } }];
        }
        case "message_edited": {
          const data = {
            channelId,
            messageId: frame.message_id,
            content: frame.content,
            editedAt: frame.timestamp,
          };
          return [{ event: "message:updated", ...durable, data }];
        }
        case "message_deleted":
          return [
            { event: "messages:deleted", ...durable, data: { channelId, messageIds: frame.message_ids } },
          ] as ServerFrame[];
        case "reaction": {
          const { message_id: messageId, user_id: userId, emoji, count } = frame;
          const event = frame.action === "added" ? "reaction:added" : "reaction:removed";
          return [{ event, ...durable, data: { channelId, messageId, userId, emoji, count } }];
        }
        case "typing":
          return [{ event: "typing", data: { channelId, userId: frame.user_id } }];
        case "user_joined":
        case "user_left": {
          const status = frame.type === "user_joined" ? "online" : "offline";
          return [{ event: "presence:user", data: { userId: frame.user_id, status } }] as ServerFrame[];
        }
        default:
          return [];
      }
    },
  });
};
