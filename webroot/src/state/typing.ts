import { create } from "zustand";
import type { Id } from "../api/types";

/** Who is writing where. A sign of it lasts six seconds: twice the interval at which it is repeated. */
const TYPING_MS = 6_000;

type Typing = Record<Id, Record<Id, number>>;

export const useTyping = create<{ byChannel: Typing }>(() => ({ byChannel: {} }));

let sweep: ReturnType<typeof setTimeout> | undefined;

export const setTyping = (channelId: Id, userId: Id, now: number): void => {
  useTyping.setState(({ byChannel }) => ({
    byChannel: { ...byChannel, [channelId]: { ...byChannel[channelId], [userId]: now + TYPING_MS } },
  }));
  if (sweep === undefined) sweep = setTimeout(sweepNow, TYPING_MS);
};

/** Someone's message came: they no longer write it. */
export const stopTyping = (channelId: Id, userId: Id): void =>
  useTyping.setState(({ byChannel }) => {
    const channel = byChannel[channelId];
    if (!channel || !(userId in channel)) return {};
    const { [userId]: _done, ...rest } = channel;
    return { byChannel: { ...byChannel, [channelId]: rest } };
  });

export const clearTyping = (): void => useTyping.setState({ byChannel: {} });

/** What is left of it at a time: the pure part of the sweep. */
const stillTyping = (byChannel: Typing, now: number): Typing =>
  Object.fromEntries(
    Object.entries(byChannel)
      .map(
        ([channel, people]) =>
          [channel, Object.fromEntries(Object.entries(people).filter(([, at]) => at > now))] as const,
      )
      .filter(([, people]) => Object.keys(people).length > 0),
  );

const sweepNow = (): void => {
  sweep = undefined;
  const left = stillTyping(useTyping.getState().byChannel, Date.now());
  useTyping.setState({ byChannel: left });
  if (Object.keys(left).length > 0) sweep = setTimeout(sweepNow, 1_000);
};
