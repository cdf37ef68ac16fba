import type { AckData, ClientEvents, DurableFrame } from "./frames";
import type { Link } from "./link";
import type { Meter } from "./meter";
import type { SocketEvents, SocketWorld } from "./socket";

/** What carries frames to and from the server, whatever is spoken on it. */
export interface Line {
  readonly link: Link;
  start(): void;
  stop(): void;
  /** Tries now instead of waiting; on a live connection, makes sure that it is one. */
  now(): void;
  /** Drops the connection, makes a new one at once, and reads everything anew. */
  again(): void;
  /** Gives the live connection a newer token. */
  renew(token: string): Promise<void>;
  /** Says something that needs no answer; dropped when nobody would hear it. */
  say<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): void;
  /** Says something and waits until it is done. Rejects with `RequestFailed`. */
  request<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData>;
  /** The channels that are looked at, the last one latest. */
  watch(channelIds: ReadonlyArray<string>): void;
  /** Measures more often. */
  closely(on: boolean): void;
}

/** What a line tells of. A socket that has an order for everything uses only those that `SocketEvents` names. */
export interface LineEvents extends SocketEvents {
  /** Something happened, told without its place in its stream; its `seq` is that of a message, or 0. */
  told(frame: DurableFrame): void;
  /** The seq of the last message of a channel that was told, if any was. */
  toldUpTo(channelId: string): number | undefined;
  /** What happened in these channels was missed, messages excepted. */
  anew(channelIds: string[]): void;
  /** Time to ask for what is never told. */
  poll(): void;
}

/** Makes a line; called once for each change of protocol. */
export type MakeLine = (world: SocketWorld, events: LineEvents, meter: Meter) => Line;
