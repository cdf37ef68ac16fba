import type { components } from "../realtime/schema";

/** What goes over `/ws/voice/{channelId}`, under the names the rest of the client uses. */

type Schemas = components["schemas"];

/** Somebody in a call. */
export type Participant = Schemas["VoiceParticipant"];
export type Ready = Schemas["VoiceReady"];
export type Left = Schemas["VoiceLeft"];
export type Quality = Schemas["VoiceQuality"];
export type PeerStats = Schemas["PeerStats"];
export type OwnState = Schemas["VoiceState"];
export type IceServer = Schemas["IceServer"];

type Named<Events> = { [Name in keyof Events]: { event: Name; data: Events[Name]; id?: string } }[keyof Events];

/** What a node says of a call. */
export type VoiceFrame = Named<
  Pick<
    Schemas["PassingEvents"],
    | "voice:ready"
    | "voice:offer"
    | "voice:answer"
    | "voice:ice"
    | "voice:joined"
    | "voice:left"
    | "voice:states"
    | "voice:quality"
    | "error"
    | "ack"
    | "pong"
  >
>;

/** What one participant tells another to connect. */
export type Signal = Extract<VoiceFrame, { event: "voice:offer" | "voice:answer" | "voice:ice" }>;

type Said = Schemas["ClientEvents"];
/** The same as it is said: to whom, instead of from whom. */
export type SignalOut = Named<Pick<Said, "voice:offer" | "voice:answer" | "voice:ice">>;

/** A frame of a text; `null` for what is none, or none of a call: it is passed over. */
export const readFrame = (text: string): VoiceFrame | null => {
  try {
    const value: unknown = JSON.parse(text);
    const isFrame = typeof value === "object" && value !== null && "event" in value && typeof value.event === "string";
    return isFrame ? ({ data: {}, ...value } as VoiceFrame) : null;
  } catch {
    return null;
  }
};
