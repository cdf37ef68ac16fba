import { useEffect, useState } from "react";
import { readUser } from "../api/calls";
import type { Author, Id, Member, User } from "../api/types";
import { useConversations } from "./conversations";
import { useLink } from "./link";
import { useMembers } from "./members";
import { openRoster } from "./realtime";
import { useServers } from "./servers";
import { myId, useSession } from "./session";
import { keepUsers, useUsers } from "./users";

/** Somebody as a view needs them: what they are called, and what they are in a server. */

/** The member of a server; `undefined` where they are none, or where it is not known yet: then it is read. */
export const useMember = (serverId: Id | null, userId: Id): Member | undefined => {
  const roster = useMembers((state) => (serverId ? state.byServer[serverId] : undefined));
  const me = useServers((state) => (serverId ? state.inside[serverId]?.me : null));
  const live = useLink((state) => state.link.kind === "live");
  const wanted = serverId !== null && live && !roster?.current;
  useEffect(() => {
    if (wanted && serverId !== null) void openRoster(serverId);
  }, [wanted, serverId]);
  return roster?.byUser[userId] ?? (me && userId === myId() ? me : undefined);
};

/** What somebody is called, in a server or at large; empty while nobody knows. */
export const usePersonName = (serverId: Id | null, userId: Id): string => {
  const nickname = useMembers((state) => (serverId ? state.byServer[serverId]?.byUser[userId]?.nickname : null));
  const known = useUsers((state) => state.byId[userId]?.displayName);
  return nickname ?? known ?? "";
};

/** Everything that is told of somebody, read anew when they are looked at; till then what is here already. */
export const useUser = (userId: Id): { person: Author | undefined; user: User | undefined } => {
  const [read, setRead] = useState<User>();
  const person = useUsers((state) => state.byId[userId]);
  const me = useSession(({ session }) => (session.phase === "signedIn" ? session.me : undefined));
  const fellow = useConversations(({ byId }) =>
    Object.values(byId)
      .flatMap(({ participants }) => participants)
      .find(({ id }) => id === userId),
  );
  const mine = me?.id === userId;
  useEffect(() => {
    if (mine) return undefined;
    let over = false;
    readUser(userId).then(
      (user) => {
        keepUsers([user]);
        if (!over) setRead(user);
      },
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [userId, mine]);
  const user = mine ? me : read?.id === userId ? read : fellow;
  return { person: person ?? user, user };
};

/** People that are being read for their names. */
const asked = new Set<Id>();

/** Reads the names of those who were told of by their ids alone. */
export const useNamesKnown = (userIds: ReadonlyArray<Id>): void => {
  const users = useUsers((state) => state.byId);
  const unknown = userIds.filter((id) => !(id in users)).join();
  useEffect(() => {
    for (const id of unknown === "" ? [] : unknown.split(",")) {
      if (asked.has(id)) continue;
      asked.add(id);
      readUser(id)
        .then((user) => keepUsers([user]))
        // Who cannot be read now is asked for again with the next who is not known.
        .catch(() => undefined)
        .finally(() => asked.delete(id));
    }
  }, [unknown]);
};
