import type { ServerDetail } from "../api/types";
import { takeServer } from "./greeting";
import { client } from "./realtime";

/** A server just made or joined is there at once; its `server:joined` event then changes nothing. */
export const enterServer = (detail: ServerDetail): void => {
  takeServer(detail);
  client.place(detail.positions);
};
