import type {
  Channel,
  Id,
  Member,
  Message,
  Notification,
  Overwrite,
  Permission,
  Role,
  Server,
  ServerDetail,
  ServerEmoji,
} from "../api/types";
import type { Authenticated } from "../realtime/frames";
import { AT, author, EMOJI, member, user } from "./modelFeed";
import { ModelPeople } from "./modelPeople";

/**
 * A server in memory, for tests: what its acts tell each person, and what somebody reads who comes anew. It shares no
 * calculation with the client, and asks nobody for permission: who may do an act is not what is tested with it.
 */
export class ModelServer extends ModelPeople {
  readonly members = new Map<Id, Member>();
  readonly roles = new Map<Id, Role>();
  readonly channels = new Map<Id, Channel>();
  readonly messages = new Map<Id, Message[]>();
  server: Server;
  emoji: ServerEmoji[] = [];
  #reads = new Map<Id, Map<Id, number>>();
  #version = 0;

  constructor(people: number) {
    super(Array.from({ length: people }, (_, n) => `p${n}`));
    this.server = {
      id: "s",
      name: "S",
      description: null,
      iconUrl: null,
      ownerId: "p0",
      systemChannelId: null,
      minAccountAge: 0,
      createdAt: AT,
    };
    for (const id of this.people) {
      this.#reads.set(id, new Map());
    }
    this.roles.set("all", this.#role("all", 0, ["VIEW_CHANNEL", "SEND_MESSAGES"]));
    this.members.set("p0", member("p0"));
    this.members.set("p1", member("p1"));
    this.createChannel();
    this.createRole(["MANAGE_MESSAGES"]);
  }

  sees(person: Id, channelId: Id): boolean {
    const its = this.members.get(person);
    const channel = this.channels.get(channelId);
    if (!its || !channel) return false;
    const mine = [...this.roles.values()].filter(({ id }) => id === "all" || its.roles.includes(id));
    const names = new Set(mine.flatMap(({ permissions }) => permissions));
    if (this.server.ownerId === person || names.has("ADMINISTRATOR")) return true;
    let sees = names.has("VIEW_CHANNEL");
    const groups = [
      (said: Overwrite) => said.roleId === "all",
      (said: Overwrite) => said.roleId !== undefined && said.roleId !== "all" && its.roles.includes(said.roleId),
      (said: Overwrite) => said.userId === person,
    ];
    for (const group of groups) {
      const said = channel.overwrites.filter(group);
      if (said.some(({ deny }) => deny.includes("VIEW_CHANNEL"))) sees = false;
      if (said.some(({ allow }) => allow.includes("VIEW_CHANNEL"))) sees = true;
    }
    return sees;
  }

  // --- messages ---

  write(by: Id, channelId: Id, calls: { people: Id[]; roles: Id[]; everyone: boolean }): void {
    const id = this.id("m");
    const seq = this.next(channelId);
    const message: Message = {
      id,
      channelId,
      seq,
      author: author(by),
      content: id,
      type: "text",
      replyTo: null,
      pinned: false,
      attachments: [],
      reactions: [],
      mentions: calls.people,
      mentionRoles: calls.roles,
      embeds: [],
      flags: calls.everyone ? 2 : 0,
      threadId: null,
      createdAt: AT,
      editedAt: null,
    };
    this.messages.get(channelId)?.push(message);
    this.#read(by, channelId, seq);
    this.#channelTells(channelId, "message:new", { channelId, message }, seq);
    const about = { kind: "mention", by: author(by), serverId: "s", channelId, messageId: id, seq } as const;
    for (const person of this.people)
      if (this.sees(person, channelId) && this.#calls(message, person)) this.notify(person, about);
  }

  edit({ id, channelId }: Message): void {
    const change = { content: this.id("edited "), editedAt: AT };
    this.#change(channelId, id, (message) => ({ ...message, ...change }));
    this.#channelTells(channelId, "message:updated", { channelId, messageId: id, ...change });
  }

  remove(by: Id, gone: Message[]): void {
    const [first] = gone;
    if (!first) return;
    const { channelId } = first;
    const left = (this.messages.get(channelId) ?? []).filter((message) => !gone.includes(message));
    this.messages.set(channelId, left);
    const lastMessageSeq = left.at(-1)?.seq ?? 0;
    const [messageIds, messageSeqs] = [gone.map(({ id }) => id), gone.map(({ seq }) => seq)];
    if (gone.length > 1)
      this.#channelTells(channelId, "messages:deleted", { channelId, messageIds, messageSeqs, lastMessageSeq });
    else {
      const one = { channelId, messageId: first.id, by, messageSeq: first.seq, lastMessageSeq };
      this.#channelTells(channelId, "message:deleted", one);
    }
  }

  react(by: Id, { id, channelId }: Message, emoji: string): void {
    const key = `${id} ${emoji}`;
    const people = this.#reactions.get(key) ?? [];
    const added = !people.includes(by);
    const now = added ? [...people, by] : people.filter((other) => other !== by);
    this.#reactions.set(key, now);
    const event = added ? "reaction:added" : "reaction:removed";
    this.#channelTells(channelId, event, { channelId, messageId: id, emoji, userId: by, count: now.length });
  }

  pin(by: Id, { id, channelId, pinned }: Message): void {
    this.#change(channelId, id, (message) => ({ ...message, pinned: !pinned }));
    this.#channelTells(channelId, pinned ? "message:unpinned" : "message:pinned", { channelId, messageId: id, by });
  }

  read(by: Id, channelId: Id, seq: number): void {
    if (!this.#read(by, channelId, Math.min(seq, this.head(channelId)))) return;
    this.say(by, "read:updated", { userId: by, channelId, seq: this.#reads.get(by)?.get(channelId) ?? 0 });
  }

  readAll(by: Id): void {
    const channels = this.#visible(by).filter((id) => this.#read(by, id, this.head(id)));
    const reads = Object.fromEntries(channels.map((id) => [id, this.head(id)]));
    this.tell(by, [by], "server:read", { serverId: "s", reads });
  }

  // --- the server ---

  createChannel(): void {
    const id = this.id("c");
    this.#access(null, () => {
      this.messages.set(id, []);
      this.channels.set(id, {
        id,
        serverId: "s",
        name: id,
        type: "text",
        position: this.channels.size,
        topic: null,
        parentId: null,
        slowMode: 0,
        overwrites: [],
        createdAt: AT,
      });
    });
  }

  updateChannel(channel: Channel): void {
    this.channels.set(channel.id, channel);
    this.#channelTells(channel.id, "channel:updated", { channel });
  }

  deleteChannel(id: Id): void {
    this.#access(null, () => {
      this.channels.delete(id);
      this.messages.delete(id);
    });
  }

  overwrite(channel: Channel, said: Overwrite): void {
    const others = channel.overwrites.filter(({ roleId, userId }) => roleId !== said.roleId || userId !== said.userId);
    const next = { ...channel, overwrites: [...others, said] };
    this.#access(null, () => this.channels.set(channel.id, next));
    this.#channelTells(channel.id, "channel:updated", { channel: next });
  }

  createRole(permissions: Permission[]): void {
    const role = this.#role(this.id("r"), this.roles.size * 1000, permissions);
    this.roles.set(role.id, role);
    this.#serverTells("role:created", { serverId: "s", role });
  }

  updateRole(role: Role, permissions: Permission[]): void {
    const next = { ...role, permissions };
    this.#access(null, () => this.roles.set(role.id, next));
    this.#serverTells("role:updated", { serverId: "s", role: next });
  }

  deleteRole(roleId: Id): void {
    this.#access(null, () => {
      this.roles.delete(roleId);
      for (const [id, one] of this.members)
        this.members.set(id, { ...one, roles: one.roles.filter((other) => other !== roleId) });
      for (const [id, one] of this.channels)
        this.channels.set(id, { ...one, overwrites: one.overwrites.filter((said) => said.roleId !== roleId) });
    });
    this.#serverTells("role:deleted", { serverId: "s", roleId });
  }

  updateMember(person: Id, change: Partial<Member>): void {
    const before = this.members.get(person);
    if (!before) return;
    const { mutedUntil: _muted, ...rest } = { ...before, ...change };
    const next = change.mutedUntil === undefined ? rest : { ...rest, mutedUntil: change.mutedUntil };
    this.#access([person], () => this.members.set(person, next));
    this.#serverTells("member:updated", { serverId: "s", member: next });
  }

  /** The server has one more emoji of its own, or one less. */
  turnEmoji(name: string): void {
    const there = this.emoji.some((one) => one.name === name);
    const others = this.emoji.filter((one) => one.name !== name);
    this.emoji = there ? others : [...others, { id: this.id("e"), serverId: "s", name, url: "/x" }];
    this.#serverTells("emoji:updated", { serverId: "s", emoji: this.emoji });
  }

  join(person: Id): void {
    const one = member(person);
    this.#access([person], () => this.members.set(person, one), person);
    this.#serverTells("member:joined", { serverId: "s", member: one }, person);
    const channels = this.#visible(person).map((id) => this.channels.get(id) as Channel);
    const positions = this.heads(["s", ...channels.map(({ id }) => id)]);
    for (const { id } of channels) this.#read(person, id, positions[id] ?? 0);
    this.tell(person, [person], "server:joined", { server: this.server, channels, positions });
  }

  leave(person: Id): void {
    this.#access([person], () => this.members.delete(person), person);
    this.#serverTells("member:left", { serverId: "s", userId: person });
    this.tell(person, [person], "server:left", { serverId: "s", reason: "left" });
  }

  updateServer(change: Partial<Server>): void {
    const next = { ...this.server, ...change };
    this.#access(null, () => {
      this.server = next;
    });
    this.#serverTells("server:updated", { server: next });
  }

  // --- what somebody reads who comes anew ---

  greeting(person: Id): Authenticated {
    const inside = this.members.has(person);
    const channels = inside ? this.#visible(person) : [];
    const dms = [...this.dms.values()].filter(({ participants }) => participants.some(({ id }) => id === person));
    return {
      user: { ...user(person), email: "", emailVerified: false, operator: false },
      servers: inside ? [this.detail(person) as ServerDetail] : [],
      dms,
      positions: this.heads([person, ...(inside ? ["s"] : []), ...channels, ...dms.map(({ id }) => id)]),
      epoch: "e",
      ...this.standing(person),
      heartbeatInterval: 1,
      reconnect: { baseMs: 1, capMs: 1, spreadMs: 1 },
      node: "n",
    };
  }

  /** `null` for whoever is no member. */
  detail(person: Id): ServerDetail | null {
    const own = this.members.get(person);
    if (!own) return null;
    const channels = this.#visible(person).map((id) => this.channels.get(id) as Channel);
    const positions = this.heads(["s", ...channels.map(({ id }) => id)]);
    return {
      ...this.server,
      channels,
      roles: [...this.roles.values()],
      emoji: this.emoji,
      member: own,
      permissions: [],
      positions,
    };
  }

  standing(person: Id): Pick<Authenticated, "reads" | "mentions"> & { heads: Record<Id, number> } {
    const reads: Record<Id, number> = {};
    const heads: Record<Id, number> = {};
    const mentions: Record<Id, number[]> = {};
    for (const id of this.#visible(person)) {
      const there = this.messages.get(id) ?? [];
      const read = this.#reads.get(person)?.get(id) ?? 0;
      const head = there.at(-1)?.seq;
      if (head === undefined) continue;
      heads[id] = head;
      if (read > 0) reads[id] = read;
      const calls = there.filter((message) => message.seq > read && this.#calls(message, person));
      if (calls.length > 0) mentions[id] = calls.map(({ seq }) => seq).reverse();
    }
    return { reads, heads, mentions };
  }

  /** What this person was told of and may see, the newest first. */
  notificationsOf(person: Id): Notification[] {
    const all = (this.notifications.get(person) ?? []).toReversed();
    return all.flatMap((one) => {
      if (one.channelId === undefined) return one;
      const stands = this.messages.get(one.channelId)?.some(({ id }) => id === one.messageId);
      if (!stands || !this.sees(person, one.channelId)) return [];
      const isRead = (one.seq ?? 0) <= (this.#reads.get(person)?.get(one.channelId) ?? 0);
      return isRead ? { ...one, readAt: AT } : one;
    });
  }

  /** The messages of a channel, the newest first, as this person reads them. */
  page(person: Id, channelId: Id): Message[] {
    return (this.messages.get(channelId) ?? []).toReversed().map((message) => ({
      ...message,
      reactions: EMOJI.map((emoji) => {
        const people = this.#reactions.get(`${message.id} ${emoji}`) ?? [];
        return { emoji, count: people.length, me: people.includes(person) };
      }).filter(({ count }) => count > 0),
    }));
  }

  // --- how it is told ---

  #reactions = new Map<string, Id[]>();

  #visible(person: Id): Id[] {
    return [...this.channels.keys()].filter((id) => this.sees(person, id));
  }

  /** Changes who sees what: channels come to some and go from others. Who joins or leaves is told of the server. */
  #access(userIds: Id[] | null, change: () => void, mover?: Id): void {
    const before = new Map(this.people.map((id) => [id, this.#visible(id)]));
    change();
    this.#version += 1;
    const moved = { serverId: "s", version: this.#version, ...(userIds ? { userIds } : {}) };
    this.#serverTells("access:changed", moved, mover);
    for (const [person, saw] of before) {
      if (person === mover || !this.members.has(person)) continue;
      const sees = this.#visible(person);
      for (const channelId of saw.filter((id) => !sees.includes(id)))
        this.say(person, "channel:removed", { serverId: "s", channelId });
      for (const id of sees.filter((id) => !saw.includes(id)))
        this.say(person, "channel:created", { channel: this.channels.get(id), position: this.head(id) });
    }
  }

  #channelTells(channelId: Id, event: string, data: object, seq = this.next(channelId)): void {
    const who = this.people.filter((person) => this.sees(person, channelId));
    this.tell(channelId, who, event, data, seq);
  }

  #serverTells(event: string, data: object, except?: Id): void {
    this.tell(
      "s",
      [...this.members.keys()].filter((id) => id !== except),
      event,
      data,
    );
  }

  #change(channelId: Id, id: Id, change: (message: Message) => Message): void {
    const all = this.messages.get(channelId) ?? [];
    this.messages.set(
      channelId,
      all.map((message) => (message.id === id ? change(message) : message)),
    );
  }

  #calls({ author, mentions, mentionRoles, flags }: Message, person: Id): boolean {
    const roles = this.members.get(person)?.roles ?? [];
    const named = mentions.includes(person) || mentionRoles.some((id) => roles.includes(id)) || flags === 2;
    return named && author?.id !== person;
  }

  #read(person: Id, channelId: Id, seq: number): boolean {
    const reads = this.#reads.get(person);
    if (!reads || seq <= (reads.get(channelId) ?? 0)) return false;
    reads.set(channelId, seq);
    return true;
  }

  #role(id: Id, position: number, permissions: Permission[]): Role {
    return { id, serverId: "s", name: id, color: 0, permissions, position, hoist: false, mentionable: true };
  }
}
