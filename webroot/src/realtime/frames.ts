import type { Account, Channel, Id, Member, Message, PresenceStatus, Role, Server, ServerDetail } from "../api/types";

/** What goes over `/ws/main`: the types of frames, and nothing else. */

/** Stream id → seq of the last event seen of it. */
export type Positions = Record<Id, number>;

export interface ReconnectPolicy {
  baseMs: number;
  capMs: number;
  spreadMs: number;
}

export interface Authenticated {
  user: Account;
  /** Absent or null when the client resumed. */
  servers?: ServerDetail[] | null;
  /** The last message of each channel that has any, channel id → seq; absent or null when the client resumed. */
  heads?: Record<Id, number> | null;
  /** Read positions, channel id → seq; when the client resumed, those that moved last, here or on another device. */
  reads?: Record<Id, number> | null;
  positions: Positions;
  epoch: string;
  /** Milliseconds between the server's pings. */
  heartbeatInterval: number;
  reconnect: ReconnectPolicy;
  node: string;
}

export type ErrorCode =
  | "forbidden"
  | "invalid"
  | "rate_limited"
  | "not_found"
  | "unavailable"
  | "conflict"
  | "too_large"
  | "internal";

export interface ErrorData {
  code: ErrorCode;
  message: string;
  /** Seconds. */
  retryAfter?: number;
}

/** The names of durable events, and what each carries. They always come with `stream` and `seq`. */
export interface DurableEvents {
  "message:new": { channelId: Id; message: Message };
  "message:updated": { channelId: Id; messageId: Id } & Partial<Message>;
  "message:deleted": { channelId: Id; messageId: Id; by?: Id };
  "messages:deleted": { channelId: Id; messageIds: Id[] };
  "reaction:added": ReactionChange;
  "reaction:removed": ReactionChange;
  "message:pinned": { channelId: Id; messageId: Id; by?: Id };
  "message:unpinned": { channelId: Id; messageId: Id; by?: Id };
  "channel:updated": { channel: Channel };
  "server:updated": { server: Server };
  "member:joined": { serverId: Id; member: Member };
  "member:updated": { serverId: Id; member: Member };
  "member:left": { serverId: Id; userId: Id };
  "role:created": { serverId: Id; role: Role };
  "role:updated": { serverId: Id; role: Role };
  "role:deleted": { serverId: Id; roleId: Id };
  "access:changed": { serverId: Id; version: number; userIds?: Id[] };
  "server:joined": { server: Server; channels: Channel[]; positions: Positions };
  "server:left": { serverId: Id; reason?: string };
  /** Stands in a replay where an event's content is gone, so that seq stays whole. */
  skipped: Record<string, never>;
}

export interface ReactionChange {
  channelId: Id;
  messageId: Id;
  emoji: string;
  userId: Id;
  /** How many there are after the change. */
  count: number;
}

/** Events without seq: they may be lost, and nothing is asked again when they are. */
export interface PassingEvents {
  authenticated: Authenticated;
  resumed: { replayed: number };
  resync: { streams: Id[]; reason?: string };
  typing: { channelId: Id; userId: Id };
  "presence:user": { userId: Id; status: PresenceStatus; text?: string };
  "read:updated": { channelId: Id; seq: number };
  "channel:created": { channel: Channel; position: number };
  "channel:removed": { channelId: Id; serverId?: Id };
  heads: Record<Id, number>;
  reconnect: { afterMs: number };
  "reconnect:policy": ReconnectPolicy;
  "session:revoked": { reason?: string };
  ack: AckData;
  /** `t` as it was sent; `serverTime` in milliseconds since the epoch. */
  pong: { t?: number; serverTime: number };
  error: ErrorData;
}

export interface AckData {
  messageId?: Id;
  seq?: number;
  duplicate?: boolean;
}

type Named<Events, Extra> = {
  [Name in keyof Events]: { event: Name; data: Events[Name]; id?: string } & Extra;
}[keyof Events];

export type DurableFrame = Named<DurableEvents, { stream: Id; seq: number }>;
export type PassingFrame = Named<PassingEvents, unknown>;
export type ServerFrame = DurableFrame | PassingFrame;

/** What the client may say, and with what. */
export interface ClientEvents {
  authenticate: { token: string; resume?: { epoch: string; positions: Positions } };
  "message:send": { channelId: Id; content: string; nonce: string; replyTo?: Id };
  "message:edit": { messageId: Id; content: string };
  "message:delete": { messageId: Id };
  "message:react": { messageId: Id; emoji: string };
  "message:unreact": { messageId: Id; emoji: string };
  "message:pin": { messageId: Id };
  "message:unpin": { messageId: Id };
  "typing:start": { channelId: Id };
  "presence:update": { status: Exclude<PresenceStatus, "offline">; text?: string };
  "channel:read": { channelId: Id; seq: number };
  sync: { stream: Id; after: number };
  ping: { t: number };
}

export type ClientEvent = keyof ClientEvents;

export type ClientFrame = {
  [Name in ClientEvent]: { event: Name; data: ClientEvents[Name]; id?: string };
}[ClientEvent];

/** Whether a frame has a place in its stream. */
export const isDurable = (frame: ServerFrame): frame is DurableFrame => "seq" in frame && "stream" in frame;
