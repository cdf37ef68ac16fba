import type { ServerDetail } from "../api/types";
import { setChannelsOf } from "./channels";
import { client } from "./realtime";
import { putServerDetail } from "./servers";

/** A server just made or joined is there at once; its `server:joined` event then changes nothing. */
export const enterServer = (detail: ServerDetail): void => {
  putServerDetail(detail);
  setChannelsOf(detail.id, detail.channels);
  client.place(detail.positions);
};
