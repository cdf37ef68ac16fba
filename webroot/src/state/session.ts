import { create } from "zustand";
import type { Account } from "../api/types";

/** Why the sign-in page is shown to someone who was signed in. */
export type Notice = "expired" | "revoked" | "protocol" | "signedOut";

type Session =
  | { phase: "starting" }
  /** The session could not be asked for: the node does not answer. */
  | { phase: "unreachable" }
  | { phase: "signedOut"; notice: Notice | null }
  | { phase: "signedIn"; me: Account };

export const useSession = create<{ session: Session }>(() => ({ session: { phase: "starting" } }));

export const setSession = (session: Session): void => useSession.setState({ session });

/** The id of who is signed in; empty when nobody is. */
export const myId = (): string => {
  const { session } = useSession.getState();
  return session.phase === "signedIn" ? session.me.id : "";
};
