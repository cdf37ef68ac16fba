import type { Id } from "../api/types";
import type { ServerFrame } from "../realtime/frames";
import { putChannel, removeChannel, setChannelsOf, useChannels } from "./channels";
import { dropRoster, putMember, removeMember } from "./members";
import { applyToHistory, dropHistory } from "./messages";
import { setPresence } from "./presence";
import { countMessage, setRead } from "./reads";
import { putRole, putServer, removeRole, removeServer } from "./servers";
import { myId } from "./session";
import { setTyping, stopTyping } from "./typing";
import { keepUsers } from "./users";

/** What an event asks for beyond changing the stores. */
export interface Errands {
  /** What I may see or do in a server has changed: read it anew. */
  readServer(serverId: Id): void;
}

/** Event → stores: the one switch. Events come in order and each once; the realtime client sees to that. */
export const dispatch = (frame: ServerFrame, now: number, errands: Errands): void => {
  switch (frame.event) {
    case "message:new": {
      const { channelId, message } = frame.data;
      const me = myId();
      keepUsers([message.author]);
      if (message.author) stopTyping(channelId, message.author.id);
      countMessage(channelId, message.seq, message.author?.id === me, message.mentions.includes(me));
      applyToHistory(channelId, frame);
      break;
    }
    case "message:updated":
    case "message:deleted":
    case "messages:deleted":
    case "reaction:added":
    case "reaction:removed":
    case "message:pinned":
    case "message:unpinned":
      applyToHistory(frame.data.channelId, frame);
      break;
    case "channel:updated":
    case "channel:created":
      putChannel(frame.data.channel);
      break;
    case "channel:removed":
      removeChannel(frame.data.channelId);
      dropHistory(frame.data.channelId);
      break;
    case "server:updated":
      putServer(frame.data.server);
      break;
    case "server:joined":
      putServer(frame.data.server);
      setChannelsOf(frame.data.server.id, frame.data.channels);
      errands.readServer(frame.data.server.id);
      break;
    case "server:left":
      for (const channel of Object.values(useChannels.getState().byId))
        if (channel.serverId === frame.data.serverId) dropHistory(channel.id);
      setChannelsOf(frame.data.serverId, []);
      dropRoster(frame.data.serverId);
      removeServer(frame.data.serverId);
      break;
    case "member:joined":
    case "member:updated":
      // Their presence comes by itself: an event that is kept cannot know who is there when it is read.
      keepUsers([frame.data.member.user]);
      putMember(frame.data.serverId, frame.data.member);
      break;
    case "member:left":
      removeMember(frame.data.serverId, frame.data.userId);
      break;
    case "role:created":
    case "role:updated":
      putRole(frame.data.serverId, frame.data.role);
      break;
    case "role:deleted":
      removeRole(frame.data.serverId, frame.data.roleId);
      break;
    case "access:changed":
      if (!frame.data.userIds || frame.data.userIds.includes(myId())) errands.readServer(frame.data.serverId);
      break;
    case "typing":
      if (frame.data.userId !== myId()) setTyping(frame.data.channelId, frame.data.userId, now);
      break;
    case "presence:user":
      setPresence([[frame.data.userId, frame.data.status]]);
      break;
    case "read:updated":
      setRead(frame.data.channelId, frame.data.seq);
      break;
    // Shown once conversations are.
    case "dm:created":
      break;
    // The connection's own affairs, dealt with below this; and a place kept for what is gone.
    case "authenticated":
    case "resumed":
    case "resync":
    case "reconnect":
    case "reconnect:policy":
    case "session:revoked":
    case "ack":
    case "pong":
    case "error":
    case "skipped":
      break;
    default:
      // A newer node may say what this client has no word for.
      frame satisfies never;
  }
};
