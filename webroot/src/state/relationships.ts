import { create } from "zustand";
import type { Id, Relationship, RelationshipKind } from "../api/types";
import { keepUsers } from "./users";

interface RelationshipsStore {
  /** What others are to me; who is not named is nothing to me, once it is `known`. */
  byUser: Record<Id, RelationshipKind>;
  /** Whether all of them were read. */
  known: boolean;
}

const EMPTY: RelationshipsStore = { byUser: {}, known: false };

export const useRelationships = create<RelationshipsStore>(() => EMPTY);

/** What has been told while all of them are being read, so that it is not lost to an older answer. */
let meanwhile: Array<[Id, RelationshipKind | undefined]> | null = null;

/** Somebody is this to me now; nothing any more without a kind. */
export const putRelationship = (userId: Id, kind?: RelationshipKind): void => {
  meanwhile?.push([userId, kind]);
  useRelationships.setState(({ byUser, known }) => ({ byUser: changed(byUser, userId, kind), known }));
};

/** Reads all of them, to be called when a snapshot is taken; what is told from then on wins. */
export const readRelationships = async (read: () => Promise<ReadonlyArray<Relationship>>): Promise<void> => {
  const since: NonNullable<typeof meanwhile> = [];
  meanwhile = since;
  const all = await read();
  // Another reading was begun: it knows what this one does, and more.
  if (meanwhile !== since) return;
  meanwhile = null;
  keepUsers(all.map(({ user }) => user));
  const byUser = Object.fromEntries(all.map(({ user, kind }) => [user.id, kind]));
  useRelationships.setState({
    byUser: since.reduce((now, [userId, kind]) => changed(now, userId, kind), byUser),
    known: true,
  });
};

export const clearRelationships = (): void => {
  meanwhile = null;
  useRelationships.setState(EMPTY);
};

const changed = (
  byUser: Record<Id, RelationshipKind>,
  userId: Id,
  kind: RelationshipKind | undefined,
): Record<Id, RelationshipKind> => {
  const { [userId]: _, ...others } = byUser;
  return kind === undefined ? others : { ...others, [userId]: kind };
};
