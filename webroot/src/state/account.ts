import * as calls from "../api/calls";
import { Problem } from "../api/problem";
import { drop, expectToken, hold, onToken, refresh } from "../api/token";
import type { Account } from "../api/types";
import { store, stored } from "../lib/storage";
import { forgetUnsaid } from "./actions";
import { clearAnnouncements } from "./announcements";
import { setChannels } from "./channels";
import { setConversations } from "./conversations";
import { closeDialog } from "./dialogs";
import { clearDrafts } from "./drafts";
import { stopEditing } from "./editing";
import { clearLastSaid } from "./lastSaid";
import { clearLevels } from "./levels";
import { useLink } from "./link";
import { clearMembers } from "./members";
import { clearMessages } from "./messages";
import { clearNotifications } from "./notifications";
import { restoreKept, startKeeping, stopKeeping } from "./offline";
import { clearOwnSettings } from "./ownSettings";
import { clearPlaces } from "./places";
import { clearPresence } from "./presence";
import { dropPush, resumePush } from "./push";
import { clearReads } from "./reads";
import { client, startClient } from "./realtime";
import { clearRelationships } from "./relationships";
import { setSearch } from "./search";
import { stopSelecting } from "./selecting";
import { clearServers } from "./servers";
import { myId, type Notice, setSession, useSession } from "./session";
import { forgetTales } from "./tales";
import { clearUsers } from "./users";
import { clearVoicePresence } from "./voicePresence";

/** Signing in and out, and taking up the session that the cookie holds. */

/** So long an answer is waited for before what was kept is shown. */
const PATIENCE_MS = 3_000;

/**
 * Who signed out, kept in this browser until the server knows: until then its cookie is good. "1" is of an earlier
 * release, for whoever has the cookie.
 */
const LEAVING = "miscord.leaving";
/** Who was here last. */
const LAST = "miscord.last";

/** Asked once when the page opens, and again when someone presses "try again". */
export const resumeSession = async (): Promise<void> => {
  if (stored(LEAVING) !== null) {
    stopKeeping();
    setSession({ phase: "signedOut", notice: null });
    return void leave().catch(() => undefined);
  }
  setSession({ phase: "starting" });
  const asked = refresh();
  try {
    const answer = await Promise.race([asked, new Promise<"late">((late) => setTimeout(late, PATIENCE_MS, "late"))]);
    if (answer === "late") {
      // Whatever comes of it is heard: a token, or that there is none any more.
      asked.catch(() => undefined);
      if (await resumeKept()) return;
    }
    const known = answer === "late" ? await asked : answer;
    if (known) return begin(known.user);
    stopKeeping();
    setSession({ phase: "signedOut", notice: null });
  } catch {
    if (!(await resumeKept())) setSession({ phase: "unreachable" });
  }
};

/** Without a network: whoever was signed in last still is, with what they read, until the server says otherwise. */
const resumeKept = async (): Promise<boolean> => {
  const me = await restoreKept();
  if (me === null) return false;
  expectToken(me.id);
  begin(me);
  return true;
};

/** Rejects with a `Problem`. */
export const signIn = async (login: string, password: string): Promise<void> => {
  await leave();
  const answer = await calls.login({ login, password });
  hold(answer);
  begin(answer.user);
};

/** Rejects with a `Problem`. */
export const signUp = async (account: Parameters<typeof calls.register>[0]): Promise<void> => {
  await leave();
  const answer = await calls.register(account);
  hold(answer);
  begin(answer.user);
};

/** Somebody is signing out: what the socket says of it may come before the answer. */
let signingOut = false;

/** Ends the session, here and on the server. */
export const signOut = async (): Promise<void> => {
  store(LEAVING, myId());
  signingOut = true;
  const told = calls.logout();
  clearDrafts();
  clearPlaces();
  void dropPush(false).catch(() => undefined);
  try {
    await told;
    store(LEAVING, null);
  } catch (error) {
    // The session was over already, or the node is away and is told later: here it ends either way.
    if (!(error instanceof Problem)) throw error;
  } finally {
    end("signedOut");
    signingOut = false;
  }
};

let leaving: Promise<void> | null = null;

/** Tells the server of whoever signed out while it was away: before somebody comes, whose cookie must stay. */
const leave = (): Promise<void> => {
  if (stored(LEAVING) === null) return Promise.resolve();
  leaving ??= tellOfLeaving().finally(() => {
    leaving = null;
  });
  return leaving;
};

const tellOfLeaving = async (): Promise<void> => {
  const left = stored(LEAVING);
  const found = await refresh();
  // Somebody else may have come in another tab meanwhile: it is not they who left.
  if (found && (left === found.user.id || left === "1")) await calls.logout();
  drop();
  store(LEAVING, null);
};

/** Forgets everything of whoever was signed in. Drafts stay when it was not they who wanted to go. */
const end = (reason: Notice): void => {
  if (useSession.getState().session.phase !== "signedIn") return;
  const notice = signingOut ? "signedOut" : reason;
  setSession({ phase: "signedOut", notice });
  stopKeeping();
  closeDialog();
  // What is not sent yet is sent when they are back, unless they chose to go.
  client.stop(notice === "signedOut" ? "giveUp" : "keep");
  drop();
  forgetUnsaid();
  stopEditing();
  stopSelecting();
  setSearch({ open: false, typed: "" });
  forgetTales();
  clearAnnouncements();
  clearServers();
  setChannels([]);
  setConversations([]);
  clearMessages();
  clearMembers();
  clearPresence();
  clearOwnSettings();
  clearLevels();
  clearLastSaid();
  clearNotifications();
  clearRelationships();
  clearReads();
  clearUsers();
  clearVoicePresence();
};

const begin = (me: Account): void => {
  // What stays in this browser for when they are back is nobody else's to read.
  const last = stored(LAST);
  if (last !== null && last !== me.id) {
    clearDrafts();
    clearPlaces();
  }
  store(LAST, me.id);
  setSession({ phase: "signedIn", me });
  startKeeping(me.id);
  startClient(me.id);
  void resumePush().catch(() => undefined);
};

// Whoever signs out does so in all tabs of this browser, also while the server is away and ends nothing.
addEventListener("storage", ({ key, newValue }) => {
  if (key === LEAVING && newValue !== null && newValue === myId()) end("signedOut");
});
addEventListener("online", () => {
  if (useSession.getState().session.phase === "signedOut") void leave().catch(() => undefined);
});

const NOTICES = { unauthenticated: "expired", revoked: "revoked", protocol: "protocol" } as const;

// A session ends by the server's word on the socket, or by a refresh cookie that is no longer taken.
useLink.subscribe(({ link }) => {
  if (link.kind === "ended") end(NOTICES[link.reason]);
});
onToken((token) => {
  if (token === null) end("expired");
});
