import { create } from "zustand";
import type { Id } from "../api/types";
import type { Participant } from "../voice/wire";
import { useCall } from "./call";

interface VoicePresence {
  byChannel: Record<Id, ReadonlyArray<Participant>>;
  /** When all of it began to be told anew, in the time of this page. */
  greetedAt: number;
}

/** Who is in the call of which channel, as everybody is told who has the channel. */
export const useVoicePresence = create<VoicePresence>(() => ({ byChannel: {}, greetedAt: 0 }));

export const setVoicePresence = (channelId: Id, participants: ReadonlyArray<Participant>): void =>
  useVoicePresence.setState(({ byChannel }) => {
    const { [channelId]: _before, ...others } = byChannel;
    return { byChannel: participants.length === 0 ? others : { ...others, [channelId]: participants } };
  });

/** What was known is over: it is told anew. */
export const clearVoicePresence = (): void => useVoicePresence.setState({ byChannel: {}, greetedAt: Date.now() });

const NOBODY: ReadonlyArray<Participant> = [];

/** Who is in a channel's call; of one's own call the call itself knows best. */
export const useInVoice = (channelId: Id): ReadonlyArray<Participant> => {
  const told = useVoicePresence((state) => state.byChannel[channelId]);
  const own = useCall((state) => (state.channelId === channelId && state.entered ? state.participants : undefined));
  return own ?? told ?? NOBODY;
};

/** The channel of a server in whose call somebody is; `null` for none that I see. */
export const useVoiceChannelOf = (userId: Id): Id | null =>
  useVoicePresence(
    ({ byChannel }) =>
      Object.entries(byChannel).find(([, people]) => people.some((one) => one.userId === userId))?.[0] ?? null,
  );
