import type { Author, Id, PresenceStatus, RelationshipKind } from "../api/types";
import { collatorOf } from "../lib/collate";
import { isThere } from "./selectors";

/** What views ask about friends. Pure. */

export const FRIEND_TABS = ["online", "all", "pending", "blocked"] as const;
export type FriendTab = (typeof FRIEND_TABS)[number];

/** Somebody in the list, and what they are to me. */
interface Related {
  person: Author;
  kind: RelationshipKind;
}

/** The people of a tab by name; of those who wait, first those who wait for me. */
export const related = (
  tab: FriendTab,
  kinds: Record<Id, RelationshipKind>,
  users: Record<Id, Author>,
  presence: Record<Id, PresenceStatus>,
  locale: string,
): Related[] => {
  const collator = collatorOf(locale);
  const isOf = (id: Id, kind: RelationshipKind): boolean => {
    switch (tab) {
      case "online":
        return kind === "friend" && isThere(presence[id]);
      case "all":
        return kind === "friend";
      case "pending":
        return kind === "incoming" || kind === "outgoing";
      default:
        return kind === "blocked";
    }
  };
  return Object.entries(kinds)
    .filter(([id, kind]) => isOf(id, kind))
    .flatMap(([id, kind]) => (users[id] ? [{ person: users[id], kind }] : []))
    .sort(
      (a, b) =>
        Number(b.kind === "incoming") - Number(a.kind === "incoming") ||
        collator.compare(a.person.displayName, b.person.displayName),
    );
};

/** Those of them whose name has this in it. */
export const named = (people: ReadonlyArray<Related>, text: string): Related[] => {
  const wanted = text.trim().toLowerCase();
  return people.filter(
    ({ person }) => person.displayName.toLowerCase().includes(wanted) || person.username.toLowerCase().includes(wanted),
  );
};
