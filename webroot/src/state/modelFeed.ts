import type { Id, Member, User } from "../api/types";
import type { ServerFrame } from "../realtime/frames";

/** Streams, and what each person is told of them. */
export class ModelFeed {
  /** What each person is told and has not heard yet, in its order. */
  readonly told: Record<Id, ServerFrame[]> = {};
  #seqs = new Map<Id, number>();
  #ids = 0;

  constructor(readonly people: ReadonlyArray<Id>) {
    for (const id of people) this.told[id] = [];
  }

  tell(stream: Id, who: Id[], event: string, data: object, seq = this.next(stream)): void {
    for (const person of who) this.told[person]?.push({ event, stream, seq, data } as ServerFrame);
  }

  /** What has no place in a stream. */
  say(person: Id, event: string, data: object): void {
    this.told[person]?.push({ event, data } as ServerFrame);
  }

  /** A new id. */
  id(kind: string): Id {
    this.#ids += 1;
    return `${kind}${this.#ids}`;
  }

  /** The last seq of a stream; 0 before its first. */
  head(stream: Id): number {
    return this.#seqs.get(stream) ?? 0;
  }

  heads(streams: Id[]): Record<Id, number> {
    return Object.fromEntries(streams.map((id) => [id, this.head(id)]));
  }

  next(stream: Id): number {
    const seq = this.head(stream) + 1;
    this.#seqs.set(stream, seq);
    return seq;
  }
}

export const EMOJI = ["👍", "🎉"];
export const AT = "2026-11-21T12:00:00.000Z";

/** Somebody, called as their id is. */
export const author = (id: Id) => ({ id, username: id, displayName: id, avatarUrl: null });
export const user = (id: Id): User => ({ ...author(id), bio: null, status: null, lastSeen: null, createdAt: AT });
export const member = (id: Id): Member => ({
  user: user(id),
  nickname: null,
  roles: [],
  joinedAt: AT,
  presence: "offline",
});
