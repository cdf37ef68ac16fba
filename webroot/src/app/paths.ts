import type { Id } from "../api/types";

/** Every URL of the client. */
export const paths = {
  home: "/",
  register: "/register",
  server: (serverId: Id) => `/channels/${serverId}`,
  channel: (serverId: Id, channelId: Id) => `/channels/${serverId}/${channelId}`,
  operator: (page: string | null) => (page === null ? "/operator" : `/operator/${page}`),
  serverSettings: (serverId: Id, page?: string) => `/servers/${serverId}/settings${page ? `/${page}` : ""}`,
  channelSettings: (serverId: Id, channelId: Id, page?: string) =>
    `/channels/${serverId}/${channelId}/settings${page ? `/${page}` : ""}`,
  invite: (code: string) => `/invite/${encodeURIComponent(code)}`,
};

/** Their patterns, for the router. */
export const routes = {
  register: "/register",
  channel: "/channels/:serverId/:channelId?",
  operator: "/operator/:page?",
  serverSettings: "/servers/:serverId/settings/:page?",
  channelSettings: "/channels/:serverId/:channelId/settings/:page?",
  invite: "/invite/:code",
} as const;

/** The code in what someone pasted: a code, a path or a whole link; `null` if there is none. */
export const inviteCode = (text: string): string | null => {
  const last = text.trim().replace(/\/+$/, "").split("/").at(-1) ?? "";
  return /^[A-Za-z0-9_-]{1,64}$/.test(last) ? last : null;
};
