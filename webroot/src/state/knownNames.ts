import type { Channel, Id } from "../api/types";
import { has, type Powers } from "../lib/permissions";
import type { Names } from "../lib/wire";
import { useChannels } from "./channels";
import { useConversations } from "./conversations";
import { emojiHere, ownWire } from "./emoji";
import { useMembers } from "./members";
import { nameOf } from "./selectors";
import { useServers } from "./servers";
import { useUsers } from "./users";

/** Words that call everybody, whoever is called so. */
export const RESERVED: ReadonlySet<string> = new Set(["@everyone", "@here"]);

/** A channel or a conversation, as far as it matters for who is called what there. */
export type Where = Pick<Channel, "id" | "serverId">;

/**
 * What can be named without having been chosen from a list: people by their usernames, and whatever is called by a name
 * that nothing else has. What is meant by a name that several have is not guessed.
 */
export const knownNames = (channel: Where, powers: Powers | null): Names => {
  const serverId = channel.serverId ?? "";
  const names = new Map<string, string | null>();
  const add = (shown: string, wire: string) => {
    if (!RESERVED.has(shown)) names.set(shown, names.has(shown) && names.get(shown) !== wire ? null : wire);
  };
  const members = Object.values(useMembers.getState().byServer[serverId]?.byUser ?? {});
  const mates = useConversations.getState().byId[channel.id]?.participants ?? [];
  for (const member of members) add(`@${nameOf(member)}`, `<@${member.user.id}>`);
  for (const person of mates) add(`@${person.displayName}`, `<@${person.id}>`);
  const all = powers !== null && has(powers, "MENTION_EVERYONE");
  for (const role of useServers.getState().inside[serverId]?.roles ?? [])
    if (role.position > 0 && (role.mentionable || all)) add(`@${role.name}`, `<@&${role.id}>`);
  for (const one of Object.values(useChannels.getState().byId))
    if (one.serverId === serverId && serverId !== "" && one.type === "text") add(`#${one.name}`, `<#${one.id}>`);
  for (const emoji of emojiHere(serverId)) add(`:${emoji.name}:`, ownWire(emoji));
  // A username is somebody's alone.
  for (const { user } of members) names.set(`@${user.username}`, `<@${user.id}>`);
  for (const { username, id } of mates) names.set(`@${username}`, `<@${id}>`);
  return Object.fromEntries([...names].filter((entry): entry is [string, string] => entry[1] !== null));
};

const REFERENCE = /^<(@&|@|#)(.+)>$/;

/** What is read for a reference in a text of this channel, as it is called now; `undefined` for what is not known. */
export const shownFor =
  (channel: Where) =>
  (reference: string): string | undefined => {
    const [, sign, id = ""] = REFERENCE.exec(reference) ?? [];
    const serverId = channel.serverId ?? "";
    if (sign === "@") return shownPerson(serverId, id);
    if (sign === "#") return named("#", useChannels.getState().byId[id]?.name);
    return named("@", useServers.getState().inside[serverId]?.roles.find((role) => role.id === id)?.name);
  };

const shownPerson = (serverId: Id, id: Id): string | undefined => {
  const member = useMembers.getState().byServer[serverId]?.byUser[id];
  const user = member?.user ?? useUsers.getState().byId[id];
  const shown = named("@", member ? nameOf(member) : user?.displayName);
  return shown !== undefined && RESERVED.has(shown) ? named("@", user?.username) : shown;
};

const named = (sign: "@" | "#", name: string | undefined): string | undefined =>
  name === undefined ? undefined : sign + name;
