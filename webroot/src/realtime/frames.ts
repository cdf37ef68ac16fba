import type { components } from "./schema";

/** What goes over `/ws/main`, under the names the rest of the client uses; `schema.ts` is made from the contract. */

type Schemas = components["schemas"];

export type AckData = Schemas["Ack"];
export type Authenticated = Schemas["Authenticated"];
export type ErrorCode = Schemas["ErrorCode"];
/** Stream id → seq of the last event seen of it. */
export type Positions = Schemas["Positions"];
export type ReactionChange = Schemas["ReactionAdded"];
export type ReconnectPolicy = Schemas["ReconnectPolicy"];

/** What the client may say, and with what. */
export type ClientEvents = Schemas["ClientEvents"];

type Named<Events, Envelope> = {
  [Name in keyof Events]: { event: Name; data: Events[Name] } & Envelope;
}[keyof Events];

/** Events with a place in a stream, which come in order and each once. */
export type DurableFrame = Named<Schemas["DurableEvents"], { stream: string; seq: number }>;
/** What has none: it may be lost, and nothing is asked again when it is. An answer has the id of its request. */
export type PassingFrame = Named<Schemas["PassingEvents"], { id?: string }>;
export type ServerFrame = DurableFrame | PassingFrame;
export type ClientFrame = Named<ClientEvents, { id?: string }>;

/** Whether a frame has a place in its stream. */
export const isDurable = (frame: ServerFrame): frame is DurableFrame => "seq" in frame && "stream" in frame;

/** A frame of a socket whose frames are flat: its type stands among what it says. */
export type LegacyChatFrame = Schemas["LegacyChatFrames"][keyof Schemas["LegacyChatFrames"]];
export type LegacyNewsFrame = Schemas["LegacyNewsFrames"][keyof Schemas["LegacyNewsFrames"]];

/** What a node says to those who watch. */
export type MonitorFrame = {
  [Type in keyof Schemas["MonitorEvents"]]: { type: Type; data: Schemas["MonitorEvents"][Type] };
}[keyof Schemas["MonitorEvents"]];
/** The figures of a second. */
export type Metrics = Schemas["MonitorMetricsUpdate"];
export type NodeLoad = Schemas["MonitorNodeLoad"];
export type SyncTask = Schemas["MonitorSyncUpdate"];
