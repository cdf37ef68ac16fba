import { create } from "zustand";
import type { Id, Relationship, RelationshipKind } from "../api/types";
import { keepUsers } from "./users";
import { Whole } from "./whole";

interface RelationshipsStore {
  /** What others are to me; who is not named is nothing to me, once it is `known`. */
  byUser: Record<Id, RelationshipKind>;
  /** Whether all of them were read. */
  known: boolean;
}

const EMPTY: RelationshipsStore = { byUser: {}, known: false };

export const useRelationships = create<RelationshipsStore>(() => EMPTY);

const whole = new Whole<RelationshipsStore["byUser"]>((change) =>
  useRelationships.setState(({ byUser }) => ({ byUser: change(byUser) })),
);

/** Somebody is this to me now; nothing any more without a kind. */
export const putRelationship = (userId: Id, kind?: RelationshipKind): void =>
  whole.tell(({ [userId]: _, ...others }) => (kind === undefined ? others : { ...others, [userId]: kind }));

/** Reads all of them, to be called when a snapshot is taken; what is told from then on wins. */
export const readRelationships = async (read: () => Promise<ReadonlyArray<Relationship>>): Promise<void> => {
  const taken = await whole.read(async () => {
    const all = await read();
    keepUsers(all.map(({ user }) => user));
    return Object.fromEntries(all.map(({ user, kind }) => [user.id, kind]));
  });
  if (taken) useRelationships.setState({ known: true });
};

export const clearRelationships = (): void => {
  whole.forget();
  useRelationships.setState(EMPTY);
};
