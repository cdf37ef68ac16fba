import type { Conversation, Id, Level, Notification } from "../api/types";
import { AT, author, ModelFeed, user } from "./modelFeed";

/** What people are to each other, what they are told of, and how they have set their accounts. */
export class ModelPeople extends ModelFeed {
  readonly relationships = new Map<Id, Map<Id, "friend" | "blocked">>();
  readonly settings = new Map<Id, { messagesFrom: "everyone" | "mates" | "friends"; version: number }>();
  readonly levels = new Map<Id, Map<Id, Level>>();
  readonly notifications = new Map<Id, Notification[]>();
  readonly dms = new Map<Id, Conversation>();
  #notified = 0;

  constructor(people: ReadonlyArray<Id>) {
    super(people);
    for (const id of people) {
      this.relationships.set(id, new Map());
      this.levels.set(id, new Map());
      this.notifications.set(id, []);
      this.settings.set(id, { messagesFrom: "everyone", version: 0 });
    }
  }

  openConversation(a: Id, b: Id): void {
    const id = `dm ${[a, b].sort().join(" ")}`;
    if (this.dms.has(id)) return;
    const conversation = { id, participants: [user(a), user(b)] };
    this.dms.set(id, conversation);
    for (const person of [a, b]) this.tell(person, [person], "dm:created", { conversation, position: 0 });
  }

  openGroup(people: ReadonlyArray<Id>): void {
    const id = this.id("g");
    const conversation = { id, participants: people.map(user), ownerId: people[0] ?? "" };
    this.dms.set(id, conversation);
    for (const person of people) this.tell(person, [person], "dm:created", { conversation, position: 0 });
  }

  /** Whoever is there goes, whoever is not comes. */
  turn(group: Conversation, person: Id): void {
    const before = group.participants.map(({ id }) => id);
    const comes = !before.includes(person);
    const participants = comes ? [...before, person] : before.filter((id) => id !== person);
    const conversation = { ...group, participants: participants.map(user) };
    this.dms.set(group.id, conversation);
    const position = this.head(group.id);
    this.tell(group.id, before, "conversation:updated", { conversation });
    if (comes) this.tell(person, [person], "dm:created", { conversation, position: position + 1 });
    else this.tell(person, [person], "conversation:left", { conversationId: group.id });
  }

  relate(a: Id, b: Id, kind: "friend" | "blocked" | undefined): void {
    if (kind) this.relationships.get(a)?.set(b, kind);
    else this.relationships.get(a)?.delete(b);
    this.tell(a, [a], "relationship:updated", kind ? { userId: b, kind } : { userId: b });
    if (kind === "friend") this.notify(b, { kind, by: author(a) });
  }

  set(person: Id, messagesFrom: "everyone" | "mates" | "friends"): void {
    const settings = { messagesFrom, version: (this.settings.get(person)?.version ?? 0) + 1 };
    this.settings.set(person, settings);
    this.tell(person, [person], "settings:updated", { settings });
  }

  setLevel(person: Id, level: Level): void {
    if (level.level ?? level.mutedUntil) this.levels.get(person)?.set(level.subjectId, level);
    else this.levels.get(person)?.delete(level.subjectId);
    this.tell(person, [person], "levels:updated", { level });
  }

  notify(person: Id, about: Omit<Notification, "id" | "createdAt">): void {
    this.#notified += 1;
    const notification = { ...about, id: `n${String(this.#notified).padStart(6, "0")}`, createdAt: AT };
    this.notifications.get(person)?.push(notification);
    this.tell(person, [person], "notification", { notification });
  }

  /** Some of what somebody was told of is read: each that is `every` from the one before. */
  readNotifications(person: Id, every: number): void {
    const all = this.notifications.get(person) ?? [];
    const ids = all.filter(({ readAt }, n) => readAt === undefined && n % every === 0).map(({ id }) => id);
    this.notifications.set(
      person,
      all.map((one) => (ids.includes(one.id) ? { ...one, readAt: AT } : one)),
    );
    if (ids.length > 0) this.tell(person, [person], "notifications:read", { ids });
  }
}
