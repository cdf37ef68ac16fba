import type { Channel } from "../../api/types";
import { useLanguage } from "../../i18n/t";
import { emojiLoaded, emojiNamed, toned } from "../../lib/emoji";
import type { Powers } from "../../lib/permissions";
import { toWire } from "../../lib/wire";
import { draftOf, useDrafts } from "../../state/drafts";
import { useEmoji } from "../../state/emoji";
import { knownNames } from "../../state/knownNames";

/** What is sent for a text of this channel: names become ids, emoji between colons themselves. */
export const useWire = (channel: Channel, powers: Powers | null) => {
  const language = useLanguage((state) => state.language);
  return (text: string): string => {
    if (!/[@#:]/.test(text)) return text;
    const chosen = draftOf(useDrafts.getState().byChannel, channel.id).names;
    const emoji = emojiLoaded(language);
    return toWire(text, { ...knownNames(channel, powers), ...chosen }, (name) => {
      const found = emoji && emojiNamed(emoji, name);
      return found && toned(found, useEmoji.getState().tone);
    });
  };
};
