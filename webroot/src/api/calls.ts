import { api, binary, data } from "./http";
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

/** What is left out stays as it is. */
export const updateMe = (body: Body<"ProfileChange">) => data(api.PUT("/api/users/me", { body }));

export const setAvatar = (image: Blob) => data(api.POST("/api/users/me/avatar", binary(image)));

export const removeAvatar = () => data(api.DELETE("/api/users/me/avatar"));

export const updateOwnSettings = (body: Body<"SettingsChange">) => data(api.PUT("/api/users/me/settings", { body }));

export const readOwnSettings = () => data(api.GET("/api/users/me/settings"));

/** What one wants to be told of. */
export const listLevels = () => data(api.GET("/api/users/me/settings/levels"));

/** What is left out is none. */
export const setLevel = (subjectId: Id, body: Body<"LevelChange">) =>
  data(api.PUT("/api/users/me/settings/levels/{subjectId}", { params: { path: { subjectId } }, body }));

/** Unfriends, takes a request back, declines one, or unblocks. */
export const endRelationship = (userId: Id) =>
  data(api.DELETE("/api/users/me/relationships/{userId}", { params: { path: { userId } } }));

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
