import type { Channel, Id } from "../api/types";
import type { Positions, ServerFrame } from "../realtime/frames";
import { putAnnouncements } from "./announcements";
import { dropOverwrites, putChannel, setChannelsOf, useChannels } from "./channels";
import { putConversation, removeConversation } from "./conversations";
import { noteSaid } from "./lastSaid";
import { putLevel } from "./levels";
import { isFound, loseChannel } from "./lost";
import { dropRoster, putMember, removeMember, takeRole } from "./members";
import { applyToHistory, dropHistory } from "./messages";
import { dropOfChannel, dropOfMessages, dropOfServer, putNotification, readByIds } from "./notifications";
import { putOwnSettings } from "./ownSettings";
import { setPresence } from "./presence";
import { countMessage, dropStanding, setRead, setReads, uncountMessages } from "./reads";
import { putRelationship } from "./relationships";
import { callsMe, isMine } from "./selectors";
import { putMe, putRole, putServer, removeRole, removeServer, setEmoji, useServers } from "./servers";
import { myId } from "./session";
import { hearMessage } from "./tales";
import { setTyping, stopTyping } from "./typing";
import { keepUsers } from "./users";
import { setVoicePresence } from "./voicePresence";

/** What an event asks for beyond changing the stores. */
export interface Errands {
  /** I am in a server of which I was told in part: read the rest. */
  readServer(serverId: Id): void;
  /** What is there to be read in a server, and what calls me, has changed by more than its events: read it anew. */
  readStanding(serverId: Id): void;
  /** What I see has grown: what I was told of there is to be seen again. */
  readNotifications(): void;
  /** Whether this is told after the event: it happened while this page was away. */
  missed(): boolean;
}

/** Event → stores: the one switch. Events come in order and each once; the realtime client sees to that. */
export const dispatch = (frame: ServerFrame, now: number, errands: Errands): void => {
  switch (frame.event) {
    case "message:new": {
      const { channelId, message } = frame.data;
      const me = myId();
      keepUsers([message.author]);
      if (message.author) stopTyping(channelId, message.author.id);
      // An edit calls nobody: one that was edited when it is told names whom it may not have called.
      const sent = message.editedAt ? { ...message, mentions: [] } : message;
      noteSaid(channelId, message.createdAt);
      countMessage(channelId, message.seq, isMine(message, me), callsMe(sent, me, myRoles(channelId)));
      applyToHistory(channelId, frame);
      hearMessage(message);
      break;
    }
    case "message:deleted":
      dropOfMessages([frame.data.messageId]);
      uncountMessages(frame.data.channelId, [frame.data.messageSeq ?? 0], frame.data.lastMessageSeq);
      applyToHistory(frame.data.channelId, frame);
      break;
    case "messages:deleted":
      dropOfMessages(frame.data.messageIds);
      uncountMessages(frame.data.channelId, frame.data.messageSeqs ?? [], frame.data.lastMessageSeq);
      applyToHistory(frame.data.channelId, frame);
      break;
    case "message:updated":
    case "reaction:added":
    case "reaction:removed":
    case "message:pinned":
    case "message:unpinned":
      applyToHistory(frame.data.channelId, frame);
      break;
    case "channel:updated":
      putChannel(frame.data.channel);
      break;
    case "channel:created":
      putChannel(frame.data.channel);
      // Of what was said there before nothing is told.
      if (isFound(frame.data.channel.id) || frame.data.position > 0) {
        if (frame.data.channel.serverId) errands.readStanding(frame.data.channel.serverId);
        errands.readNotifications();
      }
      break;
    case "channel:removed":
      loseChannel(frame.data.channelId);
      break;
    case "server:updated":
      putServer(frame.data.server);
      break;
    case "server:joined":
      putServer(frame.data.server);
      setChannelsOf(frame.data.server.id, frame.data.channels);
      setReads(readSince(frame.data));
      errands.readServer(frame.data.server.id);
      // Whoever was there before is shown what they were told of then.
      errands.readNotifications();
      break;
    case "server:left":
      for (const channel of Object.values(useChannels.getState().byId))
        if (channel.serverId === frame.data.serverId) {
          dropHistory(channel.id);
          dropStanding(channel.id);
        }
      setChannelsOf(frame.data.serverId, []);
      dropRoster(frame.data.serverId);
      dropOfServer(frame.data.serverId);
      removeServer(frame.data.serverId);
      break;
    case "member:joined":
    case "member:updated":
      // Their presence comes by itself: an event that is kept cannot know who is there when it is read.
      keepUsers([frame.data.member.user]);
      putMember(frame.data.serverId, frame.data.member);
      if (frame.data.member.user.id === myId()) {
        const before = useServers.getState().inside[frame.data.serverId]?.me?.roles ?? [];
        putMe(frame.data.serverId, frame.data.member);
        // What called a role of mine called me, and what calls one that I lost does not.
        if (!sameIds(before, frame.data.member.roles)) errands.readStanding(frame.data.serverId);
      }
      break;
    case "member:left":
      removeMember(frame.data.serverId, frame.data.userId);
      break;
    case "role:created":
    case "role:updated":
      putRole(frame.data.serverId, frame.data.role);
      break;
    case "role:deleted":
      if (useServers.getState().inside[frame.data.serverId]?.me?.roles.includes(frame.data.roleId))
        errands.readStanding(frame.data.serverId);
      removeRole(frame.data.serverId, frame.data.roleId);
      takeRole(frame.data.serverId, frame.data.roleId);
      dropOverwrites(frame.data.roleId);
      break;
    case "emoji:updated":
      setEmoji(frame.data.serverId, frame.data.emoji);
      break;
    // What comes of it is told by itself, channels come and go, and what I may do is calculated; but whoever was away
    // is told of nothing else.
    case "access:changed": {
      const { serverId, userIds } = frame.data;
      if (!errands.missed() || (userIds && !userIds.includes(myId() ?? ""))) break;
      errands.readServer(serverId);
      errands.readStanding(serverId);
      errands.readNotifications();
      break;
    }
    case "announcements:updated":
      putAnnouncements(frame.data.announcements);
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
    case "server:read":
      for (const [channelId, seq] of Object.entries(frame.data.reads)) setRead(channelId, seq);
      break;
    case "relationship:updated":
      putRelationship(frame.data.userId, frame.data.kind);
      break;
    case "settings:updated":
      putOwnSettings(frame.data.settings);
      break;
    case "dm:created":
      // What was said before one came is read.
      setRead(frame.data.conversation.id, frame.data.position);
      putConversation(frame.data.conversation);
      if (frame.data.position > 0) errands.readNotifications();
      break;
    case "conversation:updated":
      putConversation(frame.data.conversation);
      break;
    case "conversation:left":
      removeConversation(frame.data.conversationId);
      dropHistory(frame.data.conversationId);
      dropStanding(frame.data.conversationId);
      dropOfChannel(frame.data.conversationId);
      break;
    case "levels:updated":
      putLevel(frame.data.level);
      break;
    // What is about a message is also read with its channel: that is calculated.
    case "notification":
      putNotification(frame.data.notification);
      break;
    case "notifications:read":
      readByIds(frame.data.ids);
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
    case "voice:presence":
      setVoicePresence(frame.data.channelId, frame.data.participants);
      break;
    // Of calls themselves: those have a socket of their own (`src/voice`).
    case "voice:ready":
    case "voice:offer":
    case "voice:answer":
    case "voice:ice":
    case "voice:joined":
    case "voice:left":
    case "voice:states":
    case "voice:quality":
      break;
    default:
      // A newer node may say what this client has no word for.
      frame satisfies never;
  }
};

/** The roles that I have where a channel is. */
const myRoles = (channelId: Id): ReadonlyArray<Id> => {
  const serverId = useChannels.getState().byId[channelId]?.serverId;
  return (serverId && useServers.getState().inside[serverId]?.me?.roles) || [];
};

/** Whoever joins a server has read what is there. */
const readSince = ({ channels, positions }: { channels: ReadonlyArray<Channel>; positions: Positions }): Positions =>
  Object.fromEntries(channels.map(({ id }) => [id, positions[id] ?? 0]));

const sameIds = (a: ReadonlyArray<Id>, b: ReadonlyArray<Id>): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));
