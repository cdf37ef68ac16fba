import { isApart, serverHome } from "../lib/home";
import { problemOf, unreachable } from "./problem";
import type { Id, SignedIn } from "./types";

/**
 * The access token: in memory only, renewed by the HttpOnly refresh cookie. The cookie rotates with each use, and using
 * an old one ends the session, so tabs take turns (Web Locks; without them, one request at a time per tab).
 */

/** A token is renewed this long before it expires. */
const MARGIN_MS = 60_000;
const REFRESH_TIMEOUT_MS = 10_000;

interface Held {
  token: string;
  expiresAt: number;
}

let held: Held | null = null;
/** Whose page this is, though perhaps no token could be had yet. */
let owner: Id | null = null;
let refreshing: Promise<SignedIn | null> | null = null;
let renewal: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<(token: string | null) => void>();

/** Tells of every new token, and of `null` when the session is over. */
export const onToken = (listener: (token: string | null) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const tell = (token: string | null) => {
  for (const listener of listeners) listener(token);
};

/** Takes the token of a register, login or refresh, and plans its renewal. */
export const hold = (answer: SignedIn): void => {
  const lifeMs = answer.expiresIn * 1000;
  owner = answer.user.id;
  held = { token: answer.accessToken, expiresAt: Date.now() + lifeMs };
  clearTimeout(renewal);
  // A life shorter than the margin is renewed half-way.
  renewal = setTimeout(() => void refresh().catch(() => undefined), Math.max(lifeMs - MARGIN_MS, lifeMs / 2));
  tell(held.token);
};

/** Forgets the token: nobody is signed in here any more. */
export const drop = (): void => {
  held = null;
  owner = null;
  clearTimeout(renewal);
  tell(null);
};

/** Somebody goes on without a network: they are signed in until the server says that they are not. */
export const expectToken = (userId: Id): void => {
  owner ??= userId;
};

/** Whether requests are made in somebody's name. */
export const isSomebody = (): boolean => owner !== null;

/** A token that will do for a while; `null` when nobody is signed in. Rejects with a `Problem` when unreachable. */
export const token = async (refreshFirst = false): Promise<string | null> => {
  if (held && !refreshFirst && held.expiresAt - Date.now() > Math.min(MARGIN_MS, 5_000)) return held.token;
  return (await refresh())?.accessToken ?? null;
};

/** Renews the session by its cookie: the answer, or `null` when there is no session. */
export const refresh = (): Promise<SignedIn | null> => {
  refreshing ??= inTurn(requestRefresh).finally(() => {
    refreshing = null;
  });
  return refreshing;
};

const inTurn = async <T>(run: () => Promise<T>): Promise<T> =>
  navigator.locks ? await navigator.locks.request("miscord.refresh", run) : await run();

const requestRefresh = async (): Promise<SignedIn | null> => {
  let response: Response;
  try {
    response = await fetch(isApart() ? `${serverHome()}/api/auth/refresh` : "/api/auth/refresh", {
      method: "POST",
      credentials: isApart() ? "include" : "same-origin",
      headers: { "content-type": "application/json" },
      body: "{}",
      signal: AbortSignal.timeout(REFRESH_TIMEOUT_MS),
    });
  } catch {
    throw unreachable();
  }
  if (response.status === 401 || response.status === 403 || response.status === 400) {
    drop();
    return null;
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response, body);
  const answer = body as SignedIn;
  // The cookie is the browser's: somebody else signed in beside this page, which does not go on in their name.
  if (owner !== null && answer.user.id !== owner) {
    drop();
    return null;
  }
  hold(answer);
  return answer;
};
