import * as calls from "../api/calls";
import { Problem } from "../api/problem";
import { drop, hold, refresh } from "../api/token";
import type { SignedIn } from "../api/types";
import { setChannels } from "./channels";
import { clearDrafts } from "./drafts";
import { clearMembers } from "./members";
import { clearMessages } from "./messages";
import { clearPresence } from "./presence";
import { clearReads } from "./reads";
import { client } from "./realtime";
import { clearServers } from "./servers";
import { type Notice, setSession } from "./session";

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

export const signOut = async (): Promise<void> => {
  client.stop();
  try {
    await calls.logout();
  } catch (error) {
    // The session was over already, or the node is away: here it ends either way.
    if (!(error instanceof Problem)) throw error;
  }
  clearDrafts();
  end("signedOut");
};

/** Forgets everything of whoever was signed in. */
export const end = (notice: Notice | null): void => {
  client.stop();
  drop();
  clearServers();
  setChannels([]);
  clearMessages();
  clearMembers();
  clearPresence();
  clearReads();
  setSession({ phase: "signedOut", notice });
};

const begin = (answer: SignedIn): void => {
  setSession({ phase: "signedIn", me: answer.user });
  client.start();
};
