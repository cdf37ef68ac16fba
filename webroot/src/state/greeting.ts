import type { Id, ServerDetail } from "../api/types";
import type { Authenticated } from "../realtime/frames";
import { setChannels, setChannelsOf, useChannels } from "./channels";
import { setConversations } from "./conversations";
import { clearLost, loseChannel } from "./lost";
import { setStanding } from "./reads";
import { putServerDetail, setServers } from "./servers";

/** What is told or read as a whole → stores. */

/** A fresh greeting: everything there is. */
export const takeGreeting = (data: Authenticated): void => {
  const servers = data.servers ?? [];
  clearLost();
  setServers(servers);
  setChannels(servers.flatMap((server) => server.channels));
  setConversations(data.dms ?? []);
  setStanding(data.reads, data.heads ?? {}, data.mentions);
};

/**
 * A server with what I may see of it. Channels that I saw and do not see there are lost: their ids are the answer.
 *
 * @param meanwhile channels that were made while this was read
 */
export const takeServer = (detail: ServerDetail, meanwhile: ReadonlySet<Id> = new Set()): Id[] => {
  const seen = new Set([...meanwhile, ...detail.channels.map(({ id }) => id)]);
  const lost = Object.values(useChannels.getState().byId)
    .filter(({ id, serverId }) => serverId === detail.id && !seen.has(id))
    .map(({ id }) => id);
  lost.forEach(loseChannel);
  putServerDetail(detail);
  setChannelsOf(detail.id, detail.channels);
  return lost;
};
