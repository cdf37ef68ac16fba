import * as calls from "../api/calls";
import type { Id } from "../api/types";
import { putRelationship } from "./relationships";
import { keepUsers } from "./users";

/** What a person does about being friends. They reject with a `Problem`. */

/** Asks to be friends, or accepts that. */
export const befriend = (userId: Id): Promise<void> => become(userId, "friend");

/** Blocks somebody: neither of the two writes to the other any more, and friends they are none. */
export const block = (userId: Id): Promise<void> => become(userId, "blocked");

/** Unfriends, takes a request back, declines one, or unblocks. */
export const endRelationship = async (userId: Id): Promise<void> => {
  await calls.endRelationship(userId);
  putRelationship(userId);
};

const become = async (userId: Id, kind: "friend" | "blocked"): Promise<void> => {
  const now = await calls.putRelationship(userId, { kind });
  keepUsers([now.user]);
  putRelationship(userId, now.kind);
};
