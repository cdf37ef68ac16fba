import { useEffect, useState } from "react";
import type { Channel } from "../../api/types";
import { has, type Powers } from "../../lib/permissions";
import type { History } from "../../state/history";
import { useMessages } from "../../state/messages";
import { isMine } from "../../state/selectors";
import { myId } from "../../state/session";

/** The seconds until one may write in a channel again; 0 for at once. Who keeps order there does not wait. */
export const useSlowMode = (channel: Channel, powers: Powers | null): number => {
  const bound =
    channel.slowMode > 0 && powers !== null && !has(powers, "MANAGE_MESSAGES") && !has(powers, "MANAGE_CHANNELS");
  const last = useMessages(({ histories }) => (bound ? lastOf(histories[channel.id], myId()) : 0));
  const [, tick] = useState(0);
  const left = bound ? secondsLeft(last, channel.slowMode, Date.now()) : 0;
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => tick((ticks) => ticks + 1), 1_000);
    return () => clearTimeout(timer);
  });
  return left;
};

/** When somebody wrote last, in milliseconds since the epoch, as far as it is here; 0 for never. */
const lastOf = (history: History | undefined, me: string): number => {
  const message = history?.messages.findLast((one) => isMine(one, me));
  return message ? Date.parse(message.createdAt) : 0;
};

/** A clock that goes behind the server's must not make one wait longer than anybody does. */
const secondsLeft = (last: number, slowMode: number, now: number): number =>
  Math.min(slowMode, Math.max(0, Math.ceil((last + slowMode * 1_000 - now) / 1_000)));
