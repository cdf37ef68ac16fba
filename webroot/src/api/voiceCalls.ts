import { api, data } from "./http";
import type { Id } from "./types";

/** The operations of calls, as those in `calls.ts`. */

/** What lets browsers find each other, with credentials that are good for a while. */
export const listIceServers = () => data(api.GET("/api/voice/ice-servers"));

/** Silences somebody in a call. */
export const muteInVoice = (channelId: Id, userId: Id) =>
  data(api.PUT("/api/channels/{channelId}/voice/{userId}/mute", { params: { path: { channelId, userId } } }));

export const unmuteInVoice = (channelId: Id, userId: Id) =>
  data(api.DELETE("/api/channels/{channelId}/voice/{userId}/mute", { params: { path: { channelId, userId } } }));

/** Takes somebody out of a call; they may come back. */
export const disconnectFromVoice = (channelId: Id, userId: Id) =>
  data(api.DELETE("/api/channels/{channelId}/voice/{userId}", { params: { path: { channelId, userId } } }));

/** Sends somebody to another call of the server. */
export const moveInVoice = (channelId: Id, userId: Id, to: Id) =>
  data(
    api.POST("/api/channels/{channelId}/voice/{userId}/move", {
      params: { path: { channelId, userId } },
      body: { channelId: to },
    }),
  );
