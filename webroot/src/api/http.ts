import createClient from "openapi-fetch";
import { isApart, serverHome } from "../lib/home";
import { problemOf, unreachable } from "./problem";
import type { paths } from "./schema";
import { isSomebody, token } from "./token";

/** The API by its contract: paths, parameters and bodies are checked against `schema.ts` when this is compiled. */

const TIMEOUT_MS = 15_000;
/** A file of messages may be large; the node gives it as long to come. */
const FILE_TIMEOUT_MS = 600_000;

/** Sends with the access token of whoever is signed in; once more with a new one if it was refused. */
const authorised = async (request: Request): Promise<Response> => {
  const again = request.clone();
  const response = await send(request, isSomebody() ? await token() : null);
  // The token may have been revoked, or a clock may be wrong.
  if (response.status !== 401 || !isSomebody() || isSignIn(request)) return response;
  const fresh = await token(true);
  return fresh === null ? response : send(again, fresh);
};

/** A 401 of these says that the password is wrong, not the token. */
const isSignIn = (request: Request): boolean => new URL(request.url).pathname.startsWith("/api/auth/");

const send = (request: Request, bearer: string | null): Promise<Response> => {
  if (bearer !== null) request.headers.set("authorization", `Bearer ${bearer}`);
  const ms = request.method === "POST" && request.url.endsWith("/import") ? FILE_TIMEOUT_MS : TIMEOUT_MS;
  // Signing in sets a cookie, which a server elsewhere may set only when it is asked like this.
  return fetch(request, { credentials: isApart() ? "include" : "same-origin", signal: AbortSignal.timeout(ms) });
};

const clientAt = (baseUrl: string) => createClient<paths>({ baseUrl, fetch: authorised });

export let api = clientAt(serverHome());

/** From here on everything is asked where the server turned out to be. */
export const settle = (): void => {
  api = clientAt(serverHome());
};

/** The data of an answer, or a thrown `Problem`. */
export const data = async <T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> => {
  let answer: { data?: T; error?: unknown; response: Response };
  try {
    answer = await asked;
  } catch {
    throw unreachable();
  }
  if (!answer.response.ok) throw problemOf(answer.response, answer.error);
  return answer.data as NonNullable<T>;
};
