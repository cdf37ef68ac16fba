import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drop, isSomebody, token } from "../api/token";
import type { Account, Author, SignedIn } from "../api/types";
import { resumeSession, signIn, signOut } from "./account";
import { draftOf, setDraft, useDrafts } from "./drafts";
import { startEditing, useEditing } from "./editing";
import { setLink } from "./link";
import { client } from "./realtime";
import { setSearch, useSearch } from "./search";
import { startSelecting, useSelecting } from "./selecting";
import { setSession, useSession } from "./session";
import { keepUsers, useUsers } from "./users";

/** A server with one browser's cookie: whoever signed in last has it. */
const server = {
  away: false,
  cookie: null as string | null,
  asked: [] as string[],
  /** What the socket says of a session that is over, before the request that ended it is answered. */
  ended: () => setLink({ kind: "ended", reason: "revoked" }, Date.now()),
  answer: async (request: Request | string): Promise<Response> => {
    const url = new URL(typeof request === "string" ? request : request.url, location.origin);
    if (server.away) throw new TypeError("no network");
    server.asked.push(url.pathname);
    const json = (body: unknown, status = 200) =>
      new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
    switch (url.pathname) {
      case "/api/auth/login": {
        const { login } = JSON.parse(await (request as Request).text()) as { login: string };
        server.cookie = login;
        return json(signedIn(login));
      }
      case "/api/auth/refresh":
        return server.cookie === null ? json({}, 401) : json(signedIn(server.cookie));
      case "/api/auth/logout":
        server.cookie = null;
        server.ended();
        return new Response(null, { status: 204 });
      default:
        return json([]);
    }
  },
};
const signedIn = (name: string): SignedIn =>
  ({
    user: { id: name, username: name, displayName: name } as Account,
    accessToken: `${name}'s`,
    refreshToken: "r",
    expiresIn: 900,
  }) as SignedIn;
const phase = () => useSession.getState().session.phase;

/** The page is opened anew: what is in memory is gone. */
const reopened = () => {
  client.stop("keep");
  drop();
  setSession({ phase: "starting" });
};

beforeEach(() => {
  Object.assign(server, { away: false, cookie: null, asked: [] });
  vi.stubGlobal("fetch", (request: Request | string) => server.answer(request));
  localStorage.clear();
});
afterEach(() => {
  reopened();
  vi.unstubAllGlobals();
});

test("a page does not go on as somebody else who signed in beside it", async () => {
  await signIn("ada", "pw");
  server.cookie = "bob"; // in another tab
  expect(await token(true)).toBeNull();
  expect(useSession.getState().session).toEqual({ phase: "signedOut", notice: "expired" });
  expect(isSomebody()).toBe(false);
});

test("who signs out is told so, though the socket hears of it before the answer", async () => {
  await signIn("ada", "pw");
  await signOut();
  expect(useSession.getState().session).toEqual({ phase: "signedOut", notice: "signedOut" });
});

test("whoever signs out while the server is away does not come back by the cookie", async () => {
  await signIn("ada", "pw");
  server.away = true;
  await signOut();
  expect(phase()).toBe("signedOut");
  reopened();
  server.away = false;
  await resumeSession();
  expect(phase()).toBe("signedOut");
  await vi.waitFor(() => expect(server.cookie).toBeNull());
});

test("who signs out in another tab is signed out here too, though the server does not know yet", async () => {
  await signIn("ada", "pw");
  dispatchEvent(new StorageEvent("storage", { key: "miscord.leaving", newValue: "bob" }));
  expect(phase()).toBe("signedIn");
  dispatchEvent(new StorageEvent("storage", { key: "miscord.leaving", newValue: "ada" }));
  expect(useSession.getState().session).toEqual({ phase: "signedOut", notice: "signedOut" });
});

test("the server is told of it as soon as there is a network again", async () => {
  await signIn("ada", "pw");
  server.away = true;
  await signOut();
  server.away = false;
  dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(server.cookie).toBeNull());
  expect(phase()).toBe("signedOut");
});

test("who came in another tab meanwhile is not signed out in place of who left", async () => {
  await signIn("ada", "pw");
  server.away = true;
  await signOut();
  server.away = false;
  server.cookie = "bob"; // in another tab
  dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(localStorage.getItem("miscord.leaving")).toBeNull());
  expect(server.cookie).toBe("bob");
});

test("who signs in after that stays, and is not taken for who left", async () => {
  await signIn("ada", "pw");
  server.away = true;
  await signOut();
  server.away = false;
  await signIn("bob", "pw");
  reopened();
  await resumeSession();
  expect(useSession.getState().session).toMatchObject({ phase: "signedIn", me: { id: "bob" } });
  expect(server.asked.lastIndexOf("/api/auth/logout")).toBeLessThan(server.asked.indexOf("/api/auth/login", 1));
});

test("what somebody had half written is there when they come back, and for nobody else", async () => {
  await signIn("ada", "pw");
  setDraft("c", { text: "a secret" });
  server.cookie = null; // the session was ended elsewhere
  expect(await token(true)).toBeNull();
  await signIn("ada", "pw");
  expect(draftOf(useDrafts.getState().byChannel, "c").text).toBe("a secret");
  server.cookie = null;
  expect(await token(true)).toBeNull();
  await signIn("bob", "pw");
  expect(useDrafts.getState().byChannel).toEqual({});
});

test("what somebody looked for, chose and edited, and whom they met, is gone with them", async () => {
  await signIn("ada", "pw");
  setSearch({ open: true, typed: "a secret" });
  startSelecting("c", "m");
  startEditing("m");
  keepUsers([{ id: "eve", username: "eve", displayName: "Eve", avatarUrl: null } as Author]);
  await signOut();
  await signIn("bob", "pw");
  expect(useSearch.getState()).toEqual({ open: false, typed: "" });
  expect(useSelecting.getState().ids).toEqual([]);
  expect(useEditing.getState().messageId).toBeNull();
  expect(useUsers.getState().byId.eve).toBeUndefined();
});
