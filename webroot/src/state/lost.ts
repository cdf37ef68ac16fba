import type { Id } from "../api/types";
import { removeChannel } from "./channels";
import { dropHistory } from "./messages";
import { dropOfChannel } from "./notifications";
import { dropStanding } from "./reads";

/** Channels that were seen before, since everything was read. */
const lost = new Set<Id>();

/** A channel of a server is no longer to be seen: nothing of it is kept, for nothing of it is heard. */
export const loseChannel = (channelId: Id): void => {
  lost.add(channelId);
  removeChannel(channelId);
  dropHistory(channelId);
  dropStanding(channelId);
  dropOfChannel(channelId);
};

/** Whether a channel that is to be seen now was to be seen before, and what was known of it is not. */
export const isFound = (channelId: Id): boolean => lost.delete(channelId);

export const clearLost = (): void => lost.clear();
