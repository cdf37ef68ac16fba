import { useLanguage } from "../i18n/t";
import { emojiLoaded, emojiNamed, toned } from "../lib/emoji";
import type { Powers } from "../lib/permissions";
import { fromWire, type Names, toWire } from "../lib/wire";
import { useEmoji } from "./emoji";
import { knownNames, shownFor, type Where } from "./knownNames";

/** Messages as people write and read them, and as they are sent: names there, ids here. */

/** What is sent for a text of this channel; `chosen` are the names in it whose meaning is certain. */
export const wireOf = (text: string, chosen: Names, channel: Where, powers: Powers | null): string => {
  if (!/[@#:]/.test(text)) return text;
  const emoji = emojiLoaded(useLanguage.getState().language);
  return toWire(text, { ...knownNames(channel, powers), ...chosen }, (name) => {
    const found = emoji && emojiNamed(emoji, name);
    return found && toned(found, useEmoji.getState().tone);
  });
};

/** What is read for a message of this channel, and what the names in it mean. */
export const textOf = (content: string, channel: Where): { text: string; names: Names } =>
  fromWire(content, shownFor(channel));
