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

/** What the operator tells everybody now. */
export const readAnnouncements = () => data(api.GET("/api/announcements"));

export const readOverview = () => data(api.GET("/api/operator/overview"));

export const readLimits = () => data(api.GET("/api/operator/limits"));

export const listPeople = (query: NonNullable<operations["listPeople"]["parameters"]["query"]>) =>
  data(api.GET("/api/operator/people", { params: { query } }));

export const suspendPerson = (userId: Id, body: Body<"NewSuspension">) =>
  data(api.PUT("/api/operator/people/{userId}/suspension", { params: { path: { userId } }, body }));

export const liftSuspension = (userId: Id) =>
  data(api.DELETE("/api/operator/people/{userId}/suspension", { params: { path: { userId } } }));

export const listAllServers = (query: NonNullable<operations["listAllServers"]["parameters"]["query"]>) =>
  data(api.GET("/api/operator/servers", { params: { query } }));

export const deleteAnyServer = (serverId: Id) =>
  data(api.DELETE("/api/operator/servers/{serverId}", { params: { path: { serverId } } }));

export const readRegistration = () => data(api.GET("/api/operator/registration"));

export const setRegistration = (body: Body<"RegistrationChange">) =>
  data(api.PUT("/api/operator/registration", { body }));

export const listAnnouncements = (query: NonNullable<operations["listAnnouncements"]["parameters"]["query"]>) =>
  data(api.GET("/api/operator/announcements", { params: { query } }));

export const createAnnouncement = (body: Body<"NewAnnouncement">) =>
  data(api.POST("/api/operator/announcements", { body }));

export const endAnnouncement = (announcementId: Id) =>
  data(api.DELETE("/api/operator/announcements/{announcementId}", { params: { path: { announcementId } } }));

export const readOperatorLog = (query: NonNullable<operations["getOperatorLog"]["parameters"]["query"]>) =>
  data(api.GET("/api/operator/log", { params: { query } }));
