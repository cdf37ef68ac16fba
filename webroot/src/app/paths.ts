import type { Id } from "../api/types";

/** Every URL of the client. */
export const paths = {
  home: "/",
  register: "/register",
  monitoring: "/monitoring",
  server: (serverId: Id) => `/channels/${serverId}`,
  channel: (serverId: Id, channelId: Id) => `/channels/${serverId}/${channelId}`,
  /** Opens the channel, or a conversation (`null`), at a message. */
  message: (serverId: Id | null, channelId: Id, messageId: Id) =>
    serverId === null ? `/conversations/${channelId}/${messageId}` : `/channels/${serverId}/${channelId}/${messageId}`,
  friends: "/friends",
  conversation: (conversationId: Id) => `/conversations/${conversationId}`,
  operator: (page: string | null) => (page === null ? "/operator" : `/operator/${page}`),
  serverSettings: (serverId: Id, page?: string) => `/servers/${serverId}/settings${page ? `/${page}` : ""}`,
  channelSettings: (serverId: Id, channelId: Id, page?: string) =>
    `/channels/${serverId}/${channelId}/settings${page ? `/${page}` : ""}`,
  invite: (code: string) => `/invite/${encodeURIComponent(code)}`,
  /** Settings of oneself; without a page, the list of them. */
  settings: (page?: string | null) => (page ? `/settings/${page}` : "/settings"),
};

/** Their patterns, for the router. */
export const routes = {
  register: "/register",
  channel: "/channels/:serverId/:channelId?/:messageId?",
  conversation: "/conversations/:conversationId/:messageId?",
  monitoring: "/monitoring",
  operator: "/operator/:page?",
  serverSettings: "/servers/:serverId/settings/:page?",
  channelSettings: "/channels/:serverId/:channelId/settings/:page?",
  invite: "/invite/:code",
  settings: "/settings/:page?",
} as const;

/** Whether a location is one of home's: home itself, the friends, a conversation. */
export const isHome = (location: string): boolean =>
  location === paths.home || location === paths.friends || location.startsWith("/conversations/");

/** Whether messages are shown at a location: in a channel or a conversation. */
export const isTalk = (location: string): boolean => /^\/(channels\/[^/]+|conversations\/[^/]+)/.test(location);

/** The code in what someone pasted: a code, a path or a whole link; `null` if there is none. */
export const inviteCode = (text: string): string | null => {
  const last = text.trim().replace(/\/+$/, "").split("/").at(-1) ?? "";
  return /^[A-Za-z0-9_-]{1,64}$/.test(last) ? last : null;
};

/** Where a link leads within this instance: to a channel or a conversation (no server), perhaps to a message of it. */
export interface Place {
  serverId: Id | null;
  channelId: Id;
  messageId: Id | null;
}

const ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
const PLACE = new RegExp(`^/(?:channels/${ID}|conversations)/${ID}(?:/${ID})?/?$`, "i");

/** The place that a whole link leads to; `null` where it leads to none of this instance. */
export const placeOf = (href: string): Place | null => {
  if (!URL.canParse(href)) return null;
  const { origin, pathname } = new URL(href);
  const [, serverId, channelId, messageId] = (origin === location.origin && PLACE.exec(pathname)) || [];
  return channelId ? { serverId: serverId ?? null, channelId, messageId: messageId ?? null } : null;
};
