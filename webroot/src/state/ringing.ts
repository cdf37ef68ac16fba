import { create } from "zustand";
import type { Id } from "../api/types";
import type { Participant } from "../voice/wire";
import { useCall } from "./call";
import { useConversations } from "./conversations";
import { isMuted, useLevels } from "./levels";
import { usePresence } from "./presence";
import { useRelationships } from "./relationships";
import { myId } from "./session";
import { useVoicePresence } from "./voicePresence";

/** Calls of conversations that wait for me: whoever begins one rings at all the others who are there. */

export interface Ring {
  channelId: Id;
  /** Who has waited longest. */
  by: Id;
}

/** So long it rings, and so long whoever calls is told that it does. */
export const RING_MS = 40_000;
/** What is told so soon after a greeting was so before it. */
const TOLD_MS = 3_000;

/** What is known of a call: since when it rings, in the time of this page, whether it does no more, and its people. */
export interface Heard {
  since: number;
  over: boolean;
  seats: ReadonlyArray<string>;
}

/** Who has been in a call the longest. */
export const firstOf = (people: ReadonlyArray<Participant>): Participant | undefined =>
  people.reduce<Participant | undefined>(
    (first, one) => (first && first.joinedAt <= one.joinedAt ? first : one),
    undefined,
  );

/**
 * What is known of a call after one was told who is in it. A call that began before this page was told of it rings for
 * what is left of its time; one that I am in does not ring, nor does it after I have left it. Pure.
 */
export const hear = (
  known: Heard | undefined,
  people: ReadonlyArray<Participant>,
  { me, now, greeted }: { me: Id; now: number; greeted: boolean },
): Heard | undefined => {
  const first = firstOf(people);
  if (!first) return undefined;
  const seats = people.map(({ participantId }) => participantId);
  // While this page was away one call may have ended and another begun: nobody is in both.
  const before = greeted && !known?.seats.some((seat) => seats.includes(seat)) ? undefined : known;
  if (people.some(({ userId }) => userId === me)) return { since: before?.since ?? now, over: true, seats };
  if (before) return { ...before, over: before.over || now - before.since >= RING_MS, seats };
  // Clocks differ: only what was so before the greeting is asked for its age.
  const age = greeted ? now - Date.parse(first.joinedAt) : 0;
  return { since: now - Math.max(0, age), over: Math.abs(age) >= RING_MS, seats };
};

const heard = new Map<Id, Heard>();
let timer: ReturnType<typeof setTimeout> | undefined;

const useRinging = create<{ rings: ReadonlyArray<Ring> }>(() => ({ rings: [] }));

/** It rings here no more; the call itself is not touched. */
export const decline = (channelId: Id): void => {
  const known = heard.get(channelId);
  if (known) heard.set(channelId, { ...known, over: true });
  look();
};

/** Looks at all calls anew, and again when there is something to be changed by time alone. */
const look = (): void => {
  clearTimeout(timer);
  const now = Date.now();
  const { byChannel, greetedAt } = useVoicePresence.getState();
  const { byId } = useConversations.getState();
  const greeted = now - greetedAt < TOLD_MS;
  const rings: Ring[] = [];
  // Just after a greeting not all has been told again yet.
  for (const channelId of heard.keys()) if (!greeted && !byChannel[channelId]) heard.delete(channelId);
  for (const [channelId, people] of Object.entries(byChannel)) {
    if (!byId[channelId]) continue;
    const known = hear(heard.get(channelId), people, { me: myId(), now, greeted });
    if (!known) continue;
    if (useCall.getState().channelId === channelId) known.over = true;
    heard.set(channelId, known);
    const by = firstOf(people)?.userId;
    if (!known.over && by !== undefined) rings.push({ channelId, by });
  }
  const before = useRinging.getState().rings;
  if (JSON.stringify(before) !== JSON.stringify(rings)) useRinging.setState({ rings });
  if (rings.length > 0 || greeted) timer = setTimeout(look, 1_000);
};

useVoicePresence.subscribe(look);
useConversations.subscribe(look);
useCall.subscribe(({ channelId }, before) => channelId !== before.channelId && look());

/** What rings at me now: not what I have muted, nobody I have blocked, and nothing while I am not to be disturbed. */
export const useRings = (): ReadonlyArray<Ring> => {
  const rings = useRinging((state) => state.rings);
  const busy = usePresence((state) => state.byUser[myId()] === "dnd");
  const levels = useLevels((state) => state.bySubject);
  const others = useRelationships((state) => state.byUser);
  if (busy) return [];
  return rings.filter(({ channelId, by }) => !isMuted(levels[channelId], Date.now()) && others[by] !== "blocked");
};
