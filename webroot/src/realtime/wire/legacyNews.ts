import type { ServerFrame } from "../frames";
import { flatWire } from "./flat";
import type { Wire } from "./wire";

/** `/ws/legacy/notifications`: what happens to the person themselves. */
export const newsWire = (): Wire =>
  flatWire({
    path: "/ws/legacy/notifications",
    begins: () => undefined,
    refused: () => undefined,
    encode: () => null,
    decode: (frame) =>
      frame.type === "notification"
        ? [{ event: frame.event, stream: "", seq: 0, data: frame.data } as unknown as ServerFrame]
        : [],
  });
