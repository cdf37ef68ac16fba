import { create } from "zustand";
import type { Author, Id } from "../api/types";

/** Everybody whose name was seen, by id. */
export const useUsers = create<{ byId: Record<Id, Author> }>(() => ({ byId: {} }));

/** Takes names over; what is the same already changes nothing. */
export const keepUsers = (people: ReadonlyArray<Author | null>): void => {
  const { byId } = useUsers.getState();
  const news = people.filter((person): person is Author => person !== null && !same(byId[person.id], person));
  if (news.length === 0) return;
  const entries = news.map(({ id, username, displayName, avatarUrl }) => [
    id,
    { id, username, displayName, avatarUrl },
  ]);
  useUsers.setState({ byId: { ...byId, ...Object.fromEntries(entries) } });
};

export const clearUsers = (): void => useUsers.setState({ byId: {} });

const same = (a: Author | undefined, b: Author): boolean =>
  a !== undefined && a.username === b.username && a.displayName === b.displayName && a.avatarUrl === b.avatarUrl;
