import type { Permission } from "../api/types";
import { AT, EMOJI } from "./modelFeed";
import type { ModelServer } from "./modelServer";

const POWERS: Permission[][] = [[], ["VIEW_CHANNEL"], ["VIEW_CHANNEL", "MANAGE_MESSAGES"], ["ADMINISTRATOR"]];
const NOBODY = { people: [], roles: [], everyone: false };

/** One act, as four numbers choose it; those that mean nothing now do nothing. */
export const act = (model: ModelServer, [kind, a, b, c]: readonly [number, number, number, number]): void => {
  const pick = <T>(all: ReadonlyArray<T>, n: number): T | undefined => all[n % Math.max(1, all.length)];
  const person = pick(model.people, a) ?? "p0";
  const other = pick(model.people, b) ?? "p0";
  const isMember = model.members.has(person);
  const channel = pick([...model.channels.values()], b);
  const role = pick([...model.roles.values()], c);
  const own = role?.id === "all" ? undefined : role;
  const message = pick(channel ? (model.messages.get(channel.id) ?? []) : [], c);
  const powers = pick(POWERS, a + c) ?? [];
  switch (kind) {
    case 0:
    case 1:
    case 2: {
      const people = [pick(model.people, c) ?? "p0"];
      const calls = [
        NOBODY,
        { ...NOBODY, people },
        { ...NOBODY, roles: own ? [own.id] : [] },
        { ...NOBODY, everyone: true },
      ];
      if (channel && model.sees(person, channel.id)) model.write(person, channel.id, calls[(a + c) % 4] ?? NOBODY);
      break;
    }
    case 3:
      if (message) model.edit(message);
      break;
    case 4:
      if (message) model.remove(person, [message]);
      break;
    case 5:
      if (channel) model.remove(person, (model.messages.get(channel.id) ?? []).slice(-1 - (c % 3)));
      break;
    case 6:
    case 7:
      if (message) model.react(person, message, pick(EMOJI, a) ?? "👍");
      break;
    case 8:
      if (message) model.pin(person, message);
      break;
    case 9:
      if (channel && model.sees(person, channel.id)) model.read(person, channel.id, c);
      break;
    case 10:
      if (isMember) model.readAll(person);
      break;
    case 11:
      if (model.channels.size < 4) model.createChannel();
      break;
    case 12:
      if (channel) model.updateChannel({ ...channel, name: `n${c}`, slowMode: c, position: a });
      break;
    case 13:
      if (channel && model.channels.size > 1) model.deleteChannel(channel.id);
      break;
    case 14:
    case 15: {
      const target = a % 2 === 0 ? { roleId: role?.id ?? "all" } : { userId: pick(model.people, c) ?? "p0" };
      const view: Permission[] = ["VIEW_CHANNEL"];
      if (channel) model.overwrite(channel, { ...target, allow: c % 2 ? view : [], deny: c % 3 ? [] : view });
      break;
    }
    case 16:
      if (model.roles.size < 5) model.createRole(powers);
      break;
    case 17:
      if (role) model.updateRole(role, powers);
      break;
    case 18:
      if (own) model.deleteRole(own.id);
      break;
    case 19:
    case 20: {
      const before = model.members.get(person)?.roles ?? [];
      if (own)
        model.updateMember(person, {
          roles: before.includes(own.id) ? before.filter((id) => id !== own.id) : [...before, own.id],
        });
      break;
    }
    case 21:
      model.updateMember(person, c % 2 ? { mutedUntil: "9999-01-01T00:00:00.000Z" } : { nickname: `n${c}` });
      break;
    case 22:
    case 23:
      if (!isMember) model.join(person);
      break;
    case 24:
      if (isMember && person !== model.server.ownerId) model.leave(person);
      break;
    case 25:
      model.updateServer(isMember && c % 3 === 0 ? { ownerId: person } : { name: `S${c}` });
      break;
    case 26:
      if (person !== other) model.openConversation(person, other);
      break;
    case 28: {
      const group = [...model.dms.values()].find(({ ownerId }) => ownerId !== undefined);
      if (group) model.turn(group, person);
      else model.openGroup(model.people.filter((id) => id !== person));
      break;
    }
    case 27:
      if (person !== other) model.relate(person, other, pick(["friend", "blocked", undefined] as const, c));
      break;
    case 29:
      model.turnEmoji(`e${c % 3}`);
      break;
    case 30:
      model.readNotifications(person, 1 + (c % 3));
      break;
    case 31: {
      const level = pick([undefined, "all", "mentions", "nothing"] as const, c);
      const subjectId = (b % 3 === 0 ? undefined : channel?.id) ?? "s";
      model.setLevel(person, { subjectId, ...(level && { level }), ...(a % 2 && { mutedUntil: AT }) });
      break;
    }
    default:
      model.set(person, pick(["everyone", "mates", "friends"] as const, c) ?? "everyone");
  }
};
/** How many kinds of acts there are. */
export const ACTS = 33;
