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

/** All that is there now. */
export const markServerRead = (serverId: Id) =>
  data(api.POST("/api/servers/{serverId}/read", { params: { path: { serverId } } }));

export const leaveServer = (serverId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/members/me", { params: { path: { serverId } } }));

/** How many members stand under which role. */
export const listMemberGroups = (serverId: Id) =>
  data(api.GET("/api/servers/{serverId}/members/groups", { params: { path: { serverId } } }));

/** Those come first whose role is listed apart. */
export const readMembers = (serverId: Id, cursor?: string) =>
  data(
    api.GET("/api/servers/{serverId}/members", {
      params: { path: { serverId }, query: { by: "role", limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );

export const listRelationships = () => data(api.GET("/api/users/me/relationships"));

/** What is left out stays as it is. */
export const updateMe = (body: Body<"ProfileChange">) => data(api.PUT("/api/users/me", { body }));

export const setAvatar = (image: Blob) => data(api.POST("/api/users/me/avatar", picture(image)));

export const removeAvatar = () => data(api.DELETE("/api/users/me/avatar"));

export const updateOwnSettings = (body: Body<"SettingsChange">) => data(api.PUT("/api/users/me/settings", { body }));

export const readOwnSettings = () => data(api.GET("/api/users/me/settings"));

/** What one wants to be told of. */
export const listLevels = () => data(api.GET("/api/users/me/settings/levels"));

/** Instead of what was set before. */
/** What is left out is none. */
export const setLevel = (subjectId: Id, body: Body<"LevelChange">) =>
  data(api.PUT("/api/users/me/settings/levels/{subjectId}", { params: { path: { subjectId } }, body }));

/** What one was told of, newest first. */
export const listNotifications = (limit: number) =>
  data(api.GET("/api/notifications", { params: { query: { limit } } }));

/** The same page by page. */
export const pageNotifications = (cursor: string | null) =>
  data(api.GET("/api/notifications", { params: { query: { limit: 50, ...(cursor === null ? {} : { cursor }) } } }));

/** What browsers subscribe to, to be pushed what I am told of. */
export const readPushKey = () => data(api.GET("/api/users/me/push"));

export const subscribePush = (body: Body<"PushSubscription">) => data(api.PUT("/api/users/me/push", { body }));

export const unsubscribePush = () => data(api.DELETE("/api/users/me/push"));

export const readAllNotifications = () => data(api.POST("/api/notifications/read", { body: { all: true } }));

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

/** One after the other; what comes of it is told. */
export const moveChannels = (serverId: Id, body: Body<"ChannelMove">[]) =>
  data(api.PATCH("/api/servers/{serverId}/channels", { params: { path: { serverId } }, body }));

/** Newest first. */
export const readMessages = (channelId: Id, query: Page) =>
  data(api.GET("/api/channels/{channelId}/messages", { params: { path: { channelId }, query } }));

/** Of one channel, two at least. */
export const bulkDelete = (channelId: Id, messageIds: Id[]) =>
  data(
    api.POST("/api/channels/{channelId}/messages/bulk-delete", {
      params: { path: { channelId } },
      body: { messageIds },
    }),
  );

export const readPins = (channelId: Id) =>
  data(api.GET("/api/channels/{channelId}/pins", { params: { path: { channelId } } }));

/** Who is meant by a name, as it is shown there or as a username. */
export const resolveMember = (serverId: Id, name: string) =>
  data(api.GET("/api/servers/{serverId}/members/resolve", { params: { path: { serverId }, query: { name } } }));

/** The conversation with these people; they have one. */
export const openConversation = (userIds: Id[]) => data(api.POST("/api/users/me/dms", { body: { userIds } }));

export const addToConversation = (conversationId: Id, userId: Id) =>
  data(api.PUT("/api/users/me/dms/{conversationId}/people/{userId}", { params: { path: { conversationId, userId } } }));

/** Leaves it where it is oneself. */
export const removeFromConversation = (conversationId: Id, userId: Id) =>
  data(
    api.DELETE("/api/users/me/dms/{conversationId}/people/{userId}", { params: { path: { conversationId, userId } } }),
  );

export const renameConversation = (conversationId: Id, body: Body<"ConversationName">) =>
  data(api.PUT("/api/users/me/dms/{conversationId}", { params: { path: { conversationId } }, body }));

export const readUser = (userId: Id) => data(api.GET("/api/users/{userId}", { params: { path: { userId } } }));

export const readPresence = (userId: Id) =>
  data(api.GET("/api/users/{userId}/presence", { params: { path: { userId } } }));

/** Asks to be friends or accepts that; or blocks. */
export const putRelationship = (userId: Id, body: Body<"RelationshipChange">) =>
  data(api.PUT("/api/users/me/relationships/{userId}", { params: { path: { userId } }, body }));

/** Unfriends, takes a request back, declines one, or unblocks. */
export const endRelationship = (userId: Id) =>
  data(api.DELETE("/api/users/me/relationships/{userId}", { params: { path: { userId } } }));
export const listServers = () => data(api.GET("/api/servers"));

export const listConversations = () => data(api.GET("/api/users/me/dms"));

export const readMe = () => data(api.GET("/api/users/me"));

export const sendMessage = (channelId: Id, body: Body<"NewMessage">) =>
  data(api.POST("/api/channels/{channelId}/messages", { params: { path: { channelId } }, body }));

export const editMessage = (messageId: Id, body: Body<"MessageChange">) =>
  data(api.PUT("/api/messages/{messageId}", { params: { path: { messageId } }, body }));

export const deleteMessage = (messageId: Id) =>
  data(api.DELETE("/api/messages/{messageId}", { params: { path: { messageId } } }));

export const pinMessage = (messageId: Id) =>
  data(api.POST("/api/messages/{messageId}/pin", { params: { path: { messageId } } }));

export const unpinMessage = (messageId: Id) =>
  data(api.DELETE("/api/messages/{messageId}/pin", { params: { path: { messageId } } }));

export const addReaction = (messageId: Id, emoji: string) =>
  data(api.PUT("/api/messages/{messageId}/reactions/{emoji}", { params: { path: { messageId, emoji } } }));

export const removeReaction = (messageId: Id, emoji: string) =>
  data(api.DELETE("/api/messages/{messageId}/reactions/{emoji}", { params: { path: { messageId, emoji } } }));

export const markChannelRead = (channelId: Id, seq: number) =>
  data(api.POST("/api/channels/{channelId}/read", { params: { path: { channelId } }, body: { seq } }));

/** What it has done stays done. */
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
export const updateServer = (serverId: Id, body: Body<"ServerChange">) =>
  data(api.PUT("/api/servers/{serverId}", { params: { path: { serverId } }, body }));

export const deleteServer = (serverId: Id) =>
  data(api.DELETE("/api/servers/{serverId}", { params: { path: { serverId } } }));

export const transferServer = (serverId: Id, userId: Id) =>
  data(api.POST("/api/servers/{serverId}/transfer", { params: { path: { serverId } }, body: { userId } }));

/** Where the server tells of who joins; `null` for nowhere. */
export const setSystemChannel = (serverId: Id, channelId: Id | null) =>
  data(api.PUT("/api/servers/{serverId}/system-channel", { params: { path: { serverId } }, body: { channelId } }));

/** A picture as the body of a request: the contract calls it a string, but bytes are sent. */
const picture = (image: Blob) => ({
  body: image as unknown as string,
  bodySerializer: () => image,
  headers: { "content-type": image.type },
});

export const setServerIcon = (serverId: Id, image: Blob) =>
  data(api.PUT("/api/servers/{serverId}/icon", { params: { path: { serverId } }, ...picture(image) }));

export const removeServerIcon = (serverId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/icon", { params: { path: { serverId } } }));

export const addEmoji = (serverId: Id, name: string, image: Blob) =>
  data(
    api.POST("/api/servers/{serverId}/emoji", { params: { path: { serverId }, query: { name } }, ...picture(image) }),
  );

export const deleteEmoji = (serverId: Id, emojiId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/emoji/{emojiId}", { params: { path: { serverId, emojiId } } }));

export const createRole = (serverId: Id, body: Body<"NewRole">) =>
  data(api.POST("/api/servers/{serverId}/roles", { params: { path: { serverId } }, body }));

export const updateRole = (serverId: Id, roleId: Id, body: Body<"RoleChange">) =>
  data(api.PUT("/api/servers/{serverId}/roles/{roleId}", { params: { path: { serverId, roleId } }, body }));

export const deleteRole = (serverId: Id, roleId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/roles/{roleId}", { params: { path: { serverId, roleId } } }));

/** Places counted from below; answers with all roles as they are then. */
export const moveRoles = (serverId: Id, body: Body<"RoleMove">[]) =>
  data(api.PATCH("/api/servers/{serverId}/roles", { params: { path: { serverId } }, body }));

/** Members whose shown name begins so. */
export const searchMembers = (serverId: Id, search: string, limit: number) =>
  data(api.GET("/api/servers/{serverId}/members", { params: { path: { serverId }, query: { search, limit } } }));

export const updateMember = (serverId: Id, userId: Id, body: Body<"MemberChange">) =>
  data(api.PATCH("/api/servers/{serverId}/members/{userId}", { params: { path: { serverId, userId } }, body }));

export const updateOwnMember = (serverId: Id, body: Body<"MemberChange">) =>
  data(api.PATCH("/api/servers/{serverId}/members/me", { params: { path: { serverId } }, body }));

export const giveRole = (serverId: Id, userId: Id, roleId: Id) =>
  data(
    api.PUT("/api/servers/{serverId}/members/{userId}/roles/{roleId}", {
      params: { path: { serverId, userId, roleId } },
    }),
  );

export const takeRole = (serverId: Id, userId: Id, roleId: Id) =>
  data(
    api.DELETE("/api/servers/{serverId}/members/{userId}/roles/{roleId}", {
      params: { path: { serverId, userId, roleId } },
    }),
  );

export const kickMember = (serverId: Id, userId: Id, reason?: string) =>
  data(
    api.DELETE("/api/servers/{serverId}/members/{userId}", {
      params: { path: { serverId, userId }, query: reason === undefined ? {} : { reason } },
    }),
  );

export const muteMember = (serverId: Id, userId: Id, body: Body<"NewMute">) =>
  data(api.PUT("/api/servers/{serverId}/members/{userId}/mute", { params: { path: { serverId, userId } }, body }));

export const unmuteMember = (serverId: Id, userId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/members/{userId}/mute", { params: { path: { serverId, userId } } }));

export const banPerson = (serverId: Id, userId: Id, body: Body<"NewBan">) =>
  data(api.PUT("/api/servers/{serverId}/bans/{userId}", { params: { path: { serverId, userId } }, body }));

export const reportMessage = (messageId: Id, body: Body<"NewReport">) =>
  data(api.POST("/api/messages/{messageId}/report", { params: { path: { messageId } }, body }));
/** What is asked of a list that comes in pages. */
interface Turn {
  cursor?: string;
  limit?: number;
}

/** A page of the invites that can be used, newest first: all of them with MANAGE_SERVER, one's own without. */
export const pageInvites = (serverId: Id, query: Turn) =>
  data(api.GET("/api/servers/{serverId}/invites", { params: { path: { serverId }, query } }));

export const revokeInvite = (invite: string) =>
  data(api.DELETE("/api/invites/{invite}", { params: { path: { invite } } }));

/** Bans that hold, newest first. */
export const listBans = (serverId: Id, query: Turn) =>
  data(api.GET("/api/servers/{serverId}/bans", { params: { path: { serverId }, query } }));

export const unbanPerson = (serverId: Id, userId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/bans/{userId}", { params: { path: { serverId, userId } } }));

export const listFilterRules = (serverId: Id) =>
  data(api.GET("/api/servers/{serverId}/filter-rules", { params: { path: { serverId } } }));

export const createFilterRule = (serverId: Id, body: Body<"NewFilterRule">) =>
  data(api.POST("/api/servers/{serverId}/filter-rules", { params: { path: { serverId } }, body }));

export const updateFilterRule = (serverId: Id, ruleId: Id, body: Body<"FilterRuleChange">) =>
  data(api.PUT("/api/servers/{serverId}/filter-rules/{ruleId}", { params: { path: { serverId, ruleId } }, body }));

export const deleteFilterRule = (serverId: Id, ruleId: Id) =>
  data(api.DELETE("/api/servers/{serverId}/filter-rules/{ruleId}", { params: { path: { serverId, ruleId } } }));

export type ReportStatus = Body<"ReportChange">["status"];

/** Newest first, of the channels where one manages messages. */
export const listReports = (serverId: Id, query: Turn & { status: ReportStatus }) =>
  data(api.GET("/api/servers/{serverId}/reports", { params: { path: { serverId }, query } }));

export const closeReport = (serverId: Id, reportId: Id, status: ReportStatus) =>
  data(
    api.PUT("/api/servers/{serverId}/reports/{reportId}", {
      params: { path: { serverId, reportId } },
      body: { status },
    }),
  );

export type AuditQuery = NonNullable<operations["listAuditLog"]["parameters"]["query"]>;

/** Who did what, newest first. */
export const listAuditLog = (serverId: Id, query: AuditQuery) =>
  data(api.GET("/api/servers/{serverId}/audit-log", { params: { path: { serverId }, query } }));

export const updateChannel = (channelId: Id, body: Body<"ChannelChange">): Promise<Channel> =>
  data(api.PUT("/api/channels/{channelId}", { params: { path: { channelId } }, body }));

export const deleteChannel = (channelId: Id) =>
  data(api.DELETE("/api/channels/{channelId}", { params: { path: { channelId } } }));

/** Instead of what the channel said of that role or person before. */
export const setOverwrite = (channelId: Id, targetId: Id, body: Body<"Overwriting">) =>
  data(api.PUT("/api/channels/{channelId}/overwrites/{targetId}", { params: { path: { channelId, targetId } }, body }));

export const clearOverwrite = (channelId: Id, targetId: Id) =>
  data(api.DELETE("/api/channels/{channelId}/overwrites/{targetId}", { params: { path: { channelId, targetId } } }));

/** Makes a channel say what its category says, and nothing else. */
export const syncOverwrites = (channelId: Id) =>
  data(api.POST("/api/channels/{channelId}/overwrites/sync", { params: { path: { channelId } } }));

/** Begins to write a channel's messages to a file. */
export const exportChannel = (channelId: Id, nonce: string) =>
  data(
    api.POST("/api/channels/{channelId}/export", {
      params: { path: { channelId }, header: { "Idempotency-Key": nonce } },
    }),
  );

/** Sends a file of messages, and begins to append them. */
export const importChannel = (channelId: Id, file: Blob, nonce: string) =>
  data(
    api.POST("/api/channels/{channelId}/import", {
      params: { path: { channelId }, header: { "Idempotency-Key": nonce } },
      // The file goes as it is: it may be larger than what a page should take apart.
      body: file as unknown as Body<"ChannelFile">,
      bodySerializer: () => file,
    }),
  );

/** One's own tasks, newest first. */
export const listTasks = (query: Turn) => data(api.GET("/api/tasks", { params: { query } }));

export const cancelTask = (taskId: Id) => data(api.DELETE("/api/tasks/{taskId}", { params: { path: { taskId } } }));
