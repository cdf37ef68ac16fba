import type { Id, Invite } from "../../api/types";

/** What somebody asks of an invite: for how many seconds it opens the door and to how many people; 0 for no end. */
export interface Terms {
  life: number;
  uses: number;
}

/** Of its time an invite may have spent this much and still pass for a new one. */
const SPENT = 0.1;

/** The invite of one's own that does as a new one would: nobody has used it, and its time has only just begun. */
export const likeNew = (invites: readonly Invite[], own: Id | undefined, { life, uses }: Terms, now: number) =>
  invites.find((invite) => {
    if (invite.createdBy !== own || invite.maxUses !== (uses || null) || (uses > 0 && invite.uses > 0)) return false;
    if (invite.expiresAt === null || life === 0) return invite.expiresAt === null && life === 0;
    const left = (Date.parse(invite.expiresAt) - now) / 1000;
    return left <= life && left > life * (1 - SPENT);
  });
