import type { Channel } from "../api/types";
import { has, type Powers } from "../lib/permissions";
import type { Names } from "../lib/wire";
import { useChannels } from "./channels";
import { useConversations } from "./conversations";
import { emojiHere, ownWire } from "./emoji";
import { useMembers } from "./members";
import { nameOf } from "./selectors";
import { useServers } from "./servers";

/** Words that call everybody, whoever is called so. */
const RESERVED = new Set(["@everyone", "@here"]);

/**
 * What can be named without having been chosen from a list: people by their usernames, and whatever is called by a name
 * that nothing else has. What is meant by a name that several have is not guessed.
 */
export const knownNames = (channel: Channel, powers: Powers | null): Names => {
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
