import * as calls from "../api/calls";
import { Problem } from "../api/problem";
import { drop, hold, onToken, refresh } from "../api/token";
import type { SignedIn } from "../api/types";
import { clearAnnouncements } from "./announcements";
import { setChannels } from "./channels";
import { setConversations } from "./conversations";
import { closeDialog } from "./dialogs";
import { clearDrafts } from "./drafts";
import { clearLevels } from "./levels";
import { useLink } from "./link";
import { clearMembers } from "./members";
import { clearMessages } from "./messages";
import { clearNotifications } from "./notifications";
import { clearOwnSettings } from "./ownSettings";
import { clearPresence } from "./presence";
import { clearReads } from "./reads";
import { client, startClient } from "./realtime";
import { clearRelationships } from "./relationships";
import { clearServers } from "./servers";
import { type Notice, setSession, useSession } from "./session";

/** Signing in and out, and taking up the session that the cookie holds. */

/** Asked once when the page opens, and again when someone presses "try again". */
export const resumeSession = async (): Promise<void> => {
  setSession({ phase: "starting" });
  try {
    const answer = await refresh();
    if (answer) begin(answer);
    else setSession({ phase: "signedOut", notice: null });
  } catch {
    setSession({ phase: "unreachable" });
  }
};

/** Rejects with a `Problem`. */
export const signIn = async (login: string, password: string): Promise<void> => {
  const answer = await calls.login({ login, password });
  hold(answer);
  begin(answer);
};

/** Rejects with a `Problem`. */
export const signUp = async (account: Parameters<typeof calls.register>[0]): Promise<void> => {
  const answer = await calls.register(account);
  hold(answer);
  begin(answer);
};

/** Ends the session, here and on the server. */
export const signOut = async (): Promise<void> => {
  const told = calls.logout();
  clearDrafts();
  try {
    await told;
  } catch (error) {
    // The session was over already, or the node is away: here it ends either way.
    if (!(error instanceof Problem)) throw error;
  } finally {
    end("signedOut");
  }
};

/** Forgets everything of whoever was signed in. Drafts stay when it was not they who wanted to go. */
const end = (notice: Notice): void => {
  if (useSession.getState().session.phase !== "signedIn") return;
  setSession({ phase: "signedOut", notice });
  closeDialog();
  // What is not sent yet is sent when they are back, unless they chose to go.
  client.stop(notice === "signedOut" ? "giveUp" : "keep");
  drop();
  clearAnnouncements();
  clearServers();
  setChannels([]);
  setConversations([]);
  clearMessages();
  clearMembers();
  clearPresence();
  clearOwnSettings();
  clearLevels();
  clearNotifications();
  clearRelationships();
  clearReads();
};

const begin = (answer: SignedIn): void => {
  setSession({ phase: "signedIn", me: answer.user });
  startClient(answer.user.id);
};

const NOTICES = { unauthenticated: "expired", revoked: "revoked", protocol: "protocol" } as const;

// A session ends by the server's word on the socket, or by a refresh cookie that is no longer taken.
useLink.subscribe(({ link }) => {
  if (link.kind === "ended") end(NOTICES[link.reason]);
});
onToken((token) => {
  if (token === null) end("expired");
});
