import { useMemo } from "react";
import type { Author, Id } from "../api/types";
import { useLocale } from "../i18n/t";
import { collatorOf } from "../lib/collate";
import type { Participant } from "../voice/wire";
import { useCall } from "./call";
import { useChannels } from "./channels";
import { useMembers } from "./members";
import { useNamesKnown } from "./person";
import { useUsers } from "./users";

/** People of a call as views draw them. */

export interface Shown {
  participant: Participant;
  person: Author | undefined;
  /** What they are called where the call is; empty while nobody knows. */
  name: string;
}

/** Those in a channel's call by name; people whom this page does not know yet are read. */
export const useShown = (channelId: Id, participants: ReadonlyArray<Participant>): Shown[] => {
  const serverId = useChannels((state) => state.byId[channelId]?.serverId ?? "");
  const roster = useMembers((state) => state.byServer[serverId]?.byUser);
  const users = useUsers((state) => state.byId);
  const names = collatorOf(useLocale());
  const ids = useMemo(() => participants.map(({ userId }) => userId), [participants]);
  useNamesKnown(ids);
  return useMemo(
    () =>
      participants
        .map((participant) => {
          const person = users[participant.userId];
          const name = roster?.[participant.userId]?.nickname ?? person?.displayName ?? "";
          return { participant, person, name };
        })
        .sort((a, b) => names.compare(a.name, b.name) || (a.participant.userId < b.participant.userId ? -1 : 1)),
    [participants, users, roster, names],
  );
};

/** Whether somebody speaks now in my own call. The end of a word is not shown of somebody who has just been muted. */
export const useSpeaks = ({ participantId, muted, suppressed }: Participant): boolean =>
  useCall((state) => state.speaking.includes(participantId)) && !muted && !suppressed;
