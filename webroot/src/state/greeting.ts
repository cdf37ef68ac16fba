import type { ServerDetail } from "../api/types";
import type { Authenticated } from "../realtime/frames";
import { setChannels, setChannelsOf } from "./channels";
import { setConversations } from "./conversations";
import { setStanding } from "./reads";
import { putServerDetail, setServers } from "./servers";

/** What is told or read as a whole → stores. */

/** A fresh greeting: everything there is. */
export const takeGreeting = (data: Authenticated): void => {
  const servers = data.servers ?? [];
  setServers(servers);
  setChannels(servers.flatMap((server) => server.channels));
  setConversations(data.dms ?? []);
  setStanding(data.reads, data.heads ?? {}, data.mentions);
};

/** A server with what I may see of it. */
export const takeServer = (detail: ServerDetail): void => {
  putServerDetail(detail);
  setChannelsOf(detail.id, detail.channels);
};
