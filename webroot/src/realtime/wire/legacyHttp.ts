import * as calls from "../../api/calls";
import { Problem } from "../../api/problem";
import type { Id, Message } from "../../api/types";
import type { AckData, Authenticated, ClientEvents, ErrorCode } from "../frames";
import { DEFAULT_POLICY } from "../link";
import { RequestFailed } from "../socket";

/** What the previous generation's sockets cannot do, asked by HTTP. Rejects with `RequestFailed` as a socket would. */
export interface LegacyHttp {
  /** A page of a channel's messages, the newest first. */
  messages(channelId: Id, before: Id | undefined): Promise<Message[]>;
  request<Event extends keyof ClientEvents>(event: Event, data: ClientEvents[Event]): Promise<AckData>;
  /** Everything that a greeting would have told. */
  snapshot(): Promise<Authenticated>;
}

export const LEGACY_PAGE = 50;
/** Servers read at a time. */
const AT_ONCE = 4;

/** The requests of today's socket, by HTTP. */
const BY_HTTP: { [Event in keyof ClientEvents]?: (data: ClientEvents[Event]) => Promise<AckData> } = {
  "message:send": async ({ channelId, ...message }) => {
    const stored = await calls.sendMessage(channelId, message);
    return { messageId: stored.id, seq: stored.seq };
  },
  "message:edit": async ({ messageId, content }) => done(calls.editMessage(messageId, { content })),
  "message:delete": async ({ messageId }) => done(calls.deleteMessage(messageId)),
  "message:react": async ({ messageId, emoji }) => done(calls.addReaction(messageId, emoji)),
  "message:unreact": async ({ messageId, emoji }) => done(calls.removeReaction(messageId, emoji)),
  "message:pin": async ({ messageId }) => done(calls.pinMessage(messageId)),
  "message:unpin": async ({ messageId }) => done(calls.unpinMessage(messageId)),
  "channel:read": async ({ channelId, seq }) => done(calls.markChannelRead(channelId, seq)),
};

const done = async (asked: Promise<unknown>): Promise<AckData> => {
  await asked;
  return {};
};

export const legacyHttp: LegacyHttp = {
  messages: (channelId, before) =>
    refusing(calls.readMessages(channelId, { limit: LEGACY_PAGE, ...(before === undefined ? {} : { before }) })),
  request: (event, data) => {
    const ask = BY_HTTP[event];
    return ask ? refusing(ask(data)) : Promise.reject(new RequestFailed("invalid", "not over the legacy protocol"));
  },
  snapshot: () => refusing(snapshot()),
};

const snapshot = async (): Promise<Authenticated> => {
  const [user, known, dms] = await Promise.all([calls.readMe(), calls.listServers(), calls.listConversations()]);
  const all = await inTurns(known, async ({ id }) =>
    Promise.all([calls.readServer(id), calls.readStanding(id)] as const),
  );
  const told = all.map(([, standing]) => standing);
  return {
    user,
    node: "",
    epoch: "",
    heartbeatInterval: 0,
    reconnect: DEFAULT_POLICY,
    servers: all.map(([server]) => server),
    dms,
    positions: merged(all.map(([server]) => server.positions)),
    reads: merged(told.map(({ reads }) => reads)),
    heads: merged(told.map(({ heads }) => heads)),
    mentions: merged(told.map(({ mentions }) => mentions)),
  };
};

const merged = <T>(all: Record<string, T>[]): Record<string, T> => Object.assign({}, ...all);

/** Does something with each, so many at a time. */
const inTurns = async <T, R>(all: ReadonlyArray<T>, work: (one: T) => Promise<R>): Promise<R[]> => {
  const answers: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    answers.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(work))));
  return answers;
};

const CODES: Record<number, ErrorCode> = {
  400: "invalid",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  422: "invalid",
  429: "rate_limited",
};

const refusing = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // No answer, a token that is being renewed, or a server that has too much to do: it may be asked again.
    const later = error.status === 0 || error.status === 401 || error.status === 503;
    const code = later ? "unavailable" : (CODES[error.status] ?? "internal");
    throw new RequestFailed(code, error.message, error.retryAfter, error.told);
  }
};
