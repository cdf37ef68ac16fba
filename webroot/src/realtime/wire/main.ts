import type { ClientFrame, ServerFrame } from "../frames";
import type { Wire } from "./wire";

/** The text of `/ws/main`: one JSON object a frame, `batch` holding several. */

/** Thrown for text that is no frame: the server and this client do not speak the same language. */
export class NotAFrame extends Error {}

/** The frames in one text, in order; a batch is unpacked. Unknown events are kept: `dispatch` ignores them. */
export const decode = (text: string): ServerFrame[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotAFrame("not JSON");
  }
  if (!isFrame(value)) throw new NotAFrame("no event");
  if (value.event !== "batch") return [value as ServerFrame];
  if (!Array.isArray(value.data) || !value.data.every(isFrame)) throw new NotAFrame("a batch without frames");
  return value.data as ServerFrame[];
};

export const encode = (frame: ClientFrame): string => JSON.stringify(frame);

export const mainWire: Wire = { path: "/ws/main", decode, encode: (frame) => [encode(frame)] };

const isFrame = (value: unknown): value is { event: string; data: unknown } =>
  typeof value === "object" && value !== null && "event" in value && typeof value.event === "string";
