import type { ClientFrame, LegacyChatFrame, LegacyNewsFrame, ServerFrame } from "../frames";
import { DEFAULT_POLICY } from "../link";
import { NotAFrame } from "./main";
import type { Wire } from "./wire";

/** A frame of the previous generation's sockets: flat, with its type among the rest. */
export type FlatFrame = LegacyChatFrame | LegacyNewsFrame;

/** What one kind of these sockets has beyond greeting and pings. */
export interface FlatPart {
  path: string;
  /** The text of a frame; `null` when there are no words for it. */
  encode(frame: ClientFrame): object | null;
  decode(frame: FlatFrame): ServerFrame[];
  /** The request that a refusal answers: they name none. */
  refused(): string | undefined;
  /** A new connection: what was asked on the last one gets no answer here. */
  begins(): void;
}

/**
 * Flat frames as those of today. A greeting and a newer token are not answered there, so a ping follows them: its pong
 * says that they were heard; a token that is not taken ends the socket. Pongs have no name either, but come in the
 * order of their pings.
 */
export const flatWire = (part: FlatPart): Wire => {
  let owed: ServerFrame[] = [];
  const pings = (answer: ServerFrame): string => {
    owed.push(answer);
    return '{"type":"ping"}';
  };
  return {
    path: part.path,
    encode: (frame) => {
      if (frame.event === "ping") return [pings({ event: "pong", ...named(frame.id), data: { serverTime: 0 } })];
      if (frame.event !== "authenticate") {
        const own = part.encode(frame);
        return own === null ? [] : [JSON.stringify(own)];
      }
      const token = JSON.stringify({ type: "authenticate", token: frame.data.token });
      if (frame.id !== undefined) return [token, pings({ event: "ack", id: frame.id, data: {} })];
      owed = [];
      part.begins();
      return [token, pings(GREETING)];
    },
    decode: (text) => {
      const frame = read(text);
      if (frame.type === "pong") return owed.splice(0, 1);
      if (frame.type !== "error") return part.decode(frame);
      const { code, message, retry_after: retryAfter } = frame;
      const data = { code, message, ...(retryAfter === undefined ? {} : { retryAfter }) };
      return [{ event: "error", ...named(part.refused()), data }];
    },
  };
};

/** What these sockets say of a greeting is nothing: what else a greeting tells is read by HTTP. */
const GREETING = {
  event: "authenticated",
  data: { node: "", reconnect: DEFAULT_POLICY, epoch: "", positions: {}, reads: {}, mentions: {} },
} as unknown as ServerFrame;

const named = (id: string | undefined): { id?: string } => (id === undefined ? {} : { id });

const read = (text: string): FlatFrame => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotAFrame("not JSON");
  }
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string")
    throw new NotAFrame("no type");
  return value as FlatFrame;
};
