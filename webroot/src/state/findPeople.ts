import { resolveMember, searchMembers } from "../api/calls";
import { asProblem } from "../api/problem";
import type { Author, Id, User } from "../api/types";
import { useMembers } from "./members";
import { useRelationships } from "./relationships";
import { useServers } from "./servers";
import { myId } from "./session";
import { keepUsers, useUsers } from "./users";

/** Finding people. The server knows them by name only within servers: among friends and fellow members, that is. */

/** Servers that are asked at most, and people that each may answer with. */
const SERVERS_MAX = 20;
const FOUND_MAX = 20;

const matches = (person: Author, text: string): boolean => {
  const wanted = text.toLowerCase();
  return person.displayName.toLowerCase().includes(wanted) || person.username.toLowerCase().startsWith(wanted);
};

/** Those I know of who are called so, friends first; all friends where nothing is typed. */
export const knownPeople = (text: string): Author[] => {
  const me = myId();
  const { byUser } = useRelationships.getState();
  const users = useUsers.getState().byId;
  const friends = Object.keys(byUser).filter((id) => byUser[id] === "friend");
  const fellows = Object.values(useMembers.getState().byServer).flatMap((roster) => Object.keys(roster.byUser));
  return [...new Set([...friends, ...fellows])]
    .filter((id) => id !== me && byUser[id] !== "blocked")
    .flatMap((id) => users[id] ?? [])
    .filter((person) => matches(person, text));
};

/** Fellow members whose shown name begins so, in any of my servers. */
export const searchFellows = async (text: string): Promise<User[]> => {
  const servers = useServers.getState().order.slice(0, SERVERS_MAX);
  const pages = await Promise.allSettled(servers.map((id) => searchMembers(id, text, FOUND_MAX)));
  const found = pages.flatMap((page) => (page.status === "fulfilled" ? page.value.items.map(({ user }) => user) : []));
  keepUsers(found);
  const me = myId();
  const byId = new Map(found.filter(({ id }) => id !== me).map((user) => [user.id, user]));
  return [...byId.values()];
};

/** Who has this username: somebody seen before, or a member of one of my servers; `null` if nobody I could find. */
export const findByUsername = async (username: string): Promise<Id | null> => {
  const wanted = username.toLowerCase();
  const known = Object.values(useUsers.getState().byId).find((person) => person.username.toLowerCase() === wanted);
  if (known) return known.id;
  for (const serverId of useServers.getState().order.slice(0, SERVERS_MAX)) {
    try {
      const { user } = await resolveMember(serverId, `@${username}`);
      keepUsers([user]);
      return user.id;
    } catch (failure) {
      // Nobody there is called so.
      if (![400, 404, 409].includes(asProblem(failure).status)) throw failure;
    }
  }
  return null;
};
