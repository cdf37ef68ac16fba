import { api, data } from "./http";
import type { components, operations } from "./schema";
import type { Channel, Id, ServerDetail } from "./types";

/** Every operation the client uses, one line each. They return data or throw a `Problem`. */

type Body<Name extends keyof components["schemas"]> = components["schemas"][Name];
export type Page = NonNullable<operations["listMessages"]["parameters"]["query"]>;

export const register = (body: Body<"Registration">) => data(api.POST("/api/auth/register", { body }));

export const login = (body: Body<"Credentials">) => data(api.POST("/api/auth/login", { body }));

export const logout = () => data(api.POST("/api/auth/logout", { body: {} }));

export const createServer = (body: Body<"NewServer">): Promise<ServerDetail> =>
  data(api.POST("/api/servers", { body }));

export const readServer = (serverId: Id): Promise<ServerDetail> =>
  data(api.GET("/api/servers/{serverId}", { params: { path: { serverId } } }));

/** How far one has read the channels of a server, and what is there. */
export const readStanding = (serverId: Id) =>
  data(api.GET("/api/servers/{serverId}/read", { params: { path: { serverId } } }));

export const readMembers = (serverId: Id, cursor?: string) =>
  data(
    api.GET("/api/servers/{serverId}/members", {
      params: { path: { serverId }, query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );

export const listRelationships = () => data(api.GET("/api/users/me/relationships"));

export const readOwnSettings = () => data(api.GET("/api/users/me/settings"));

/** What one wants to be told of. */
export const listLevels = () => data(api.GET("/api/users/me/settings/levels"));

/** What one was told of, newest first. */
export const listNotifications = (limit: number) =>
  data(api.GET("/api/notifications", { params: { query: { limit } } }));

export const createInvite = (serverId: Id, body: Body<"NewInvite">) =>
  data(api.POST("/api/servers/{serverId}/invite", { params: { path: { serverId } }, body }));

/** Those that can be used, newest first. */
export const listInvites = (serverId: Id) =>
  data(api.GET("/api/servers/{serverId}/invites", { params: { path: { serverId }, query: { limit: 100 } } }));

export const readInvite = (invite: string) => data(api.GET("/api/invites/{invite}", { params: { path: { invite } } }));

export const joinServer = (invite: string): Promise<ServerDetail> =>
  data(api.POST("/api/servers/join/{invite}", { params: { path: { invite } } }));

export const createChannel = (serverId: Id, body: Body<"NewChannel">): Promise<Channel> =>
  data(api.POST("/api/servers/{serverId}/channels", { params: { path: { serverId } }, body }));

/** Newest first. */
export const readMessages = (channelId: Id, query: Page) =>
  data(api.GET("/api/channels/{channelId}/messages", { params: { path: { channelId }, query } }));

export const readPins = (channelId: Id) =>
  data(api.GET("/api/channels/{channelId}/pins", { params: { path: { channelId } } }));

/** Who is meant by a name, as it is shown there or as a username. */
export const resolveMember = (serverId: Id, name: string) =>
  data(api.GET("/api/servers/{serverId}/members/resolve", { params: { path: { serverId }, query: { name } } }));

/** The conversation with these people; they have one. */
export const openConversation = (userIds: Id[]) => data(api.POST("/api/users/me/dms", { body: { userIds } }));

/** Members whose shown name begins so. */
export const searchMembers = (serverId: Id, search: string, limit: number) =>
  data(api.GET("/api/servers/{serverId}/members", { params: { path: { serverId }, query: { search, limit } } }));

/** What one is called in a server; empty for as everywhere. */
export const changeNickname = (serverId: Id, nickname: string) =>
  data(api.PATCH("/api/servers/{serverId}/members/me", { params: { path: { serverId } }, body: { nickname } }));

export const muteMember = (serverId: Id, userId: Id, body: Body<"NewMute">) =>
  data(api.PUT("/api/servers/{serverId}/members/{userId}/mute", { params: { path: { serverId, userId } }, body }));

export const kickMember = (serverId: Id, userId: Id, reason?: string) =>
  data(
    api.DELETE("/api/servers/{serverId}/members/{userId}", {
      params: { path: { serverId, userId }, query: reason ? { reason } : {} },
    }),
  );

export const banPerson = (serverId: Id, userId: Id, body: Body<"NewBan">) =>
  data(api.PUT("/api/servers/{serverId}/bans/{userId}", { params: { path: { serverId, userId } }, body }));

/** All that is there in a server is read. */
export const markServerRead = (serverId: Id) =>
  data(api.POST("/api/servers/{serverId}/read", { params: { path: { serverId } } }));
