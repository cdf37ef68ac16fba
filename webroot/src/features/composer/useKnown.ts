import { useEffect, useMemo, useState } from "react";
import { searchMembers } from "../../api/calls";
import type { Author, Channel, Id, Member } from "../../api/types";
import { useLanguage } from "../../i18n/t";
import { type EmojiData, emojiLoaded, loadEmoji } from "../../lib/emoji";
import { has, type Powers } from "../../lib/permissions";
import { useChannels } from "../../state/channels";
import { useConversations } from "../../state/conversations";
import { useEmoji } from "../../state/emoji";
import { useMembers } from "../../state/members";
import { useMessages } from "../../state/messages";
import { channelTree } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { keepUsers } from "../../state/users";
import { COMMANDS } from "./commands";
import { type Known, SUGGESTIONS_MAX } from "./suggestions";
import type { Trigger } from "./trigger";

const NOBODY: Record<Id, Member> = {};
const NO_AUTHORS: Author[] = [];

/** What can be named where one writes, as far as it is asked for; what is not here is asked of the server. */
export const useKnown = (channel: Channel, powers: Powers | null, trigger: Trigger | null): Known => {
  const serverId = channel.serverId ?? "";
  const byUser = useMembers((state) => state.byServer[serverId]?.byUser) ?? NOBODY;
  const mates = useConversations((state) => state.byId[channel.id]?.participants) ?? NO_AUTHORS;
  const inside = useServers((state) => state.inside[serverId]);
  const channels = useChannels((state) => state.byId);
  const { recent, tone } = useEmoji();
  const wantsPeople = trigger?.kind === "person" || trigger?.kind === "addressee";
  const found = useFound(serverId, wantsPeople ? trigger.query : null);
  const emoji = useEmojiData(trigger?.kind === "emoji");
  const recentPeople = useAuthors(channel.id, wantsPeople);

  const people = useMemo(() => {
    const members = new Map([...found, ...Object.values(byUser)].map((member) => [member.user.id, member]));
    return [
      ...mates.map((person) => ({ person, nickname: null })),
      ...[...members.values()].map(({ user, nickname }) => ({ person: user, nickname })),
    ];
  }, [found, byUser, mates]);
  return useMemo(() => {
    const everybody = serverId !== "" && powers !== null && has(powers, "MENTION_EVERYONE");
    return {
      people,
      roles: (inside?.roles ?? []).filter((role) => role.position > 0 && (role.mentionable || everybody)),
      everybody,
      channels: serverId
        ? channelTree(channels, serverId).flatMap((group) => group.channels.filter(({ type }) => type === "text"))
        : [],
      own: inside?.emoji ?? [],
      emoji,
      tone,
      commands: COMMANDS.filter(
        ({ server, needs }) => (!server || serverId !== "") && (!needs || (powers !== null && has(powers, needs))),
      ),
      recentPeople,
      recentEmoji: recent,
    };
  }, [people, inside, channels, serverId, powers, emoji, tone, recent, recentPeople]);
};

/** So long one pauses before others are asked for. */
const ASK_MS = 200;
const NONE: Member[] = [];

/** Members who are not here and whose name begins so. */
const useFound = (serverId: Id, query: string | null): Member[] => {
  const [found, setFound] = useState<{ serverId: Id; members: Member[] }>({ serverId, members: NONE });
  useEffect(() => {
    if (!serverId || !query) return undefined;
    let here = true;
    const timer = setTimeout(() => {
      searchMembers(serverId, query, SUGGESTIONS_MAX).then(
        ({ items }) => {
          if (!here || items.length === 0) return;
          keepUsers(items.map(({ user }) => user));
          setFound({ serverId, members: items });
        },
        // Those that are here are suggested all the same.
        () => undefined,
      );
    }, ASK_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [serverId, query]);
  return found.serverId === serverId ? found.members : NONE;
};

/** All emoji, fetched when they are first wanted. */
const useEmojiData = (wanted: boolean): EmojiData | undefined => {
  const language = useLanguage((state) => state.language);
  const [, loaded] = useState(0);
  useEffect(() => {
    let here = true;
    if (wanted)
      loadEmoji(language).then(
        () => here && loaded((times) => times + 1),
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [wanted, language]);
  return emojiLoaded(language);
};

const NO_IDS: Id[] = [];
const RECENT_MAX = 30;

/** Who wrote in a channel, the latest first. */
const useAuthors = (channelId: Id, wanted: boolean): Id[] => {
  const messages = useMessages((state) => (wanted ? state.histories[channelId]?.messages : undefined));
  return useMemo(() => {
    if (!messages) return NO_IDS;
    const ids = messages.slice(-RECENT_MAX * 2).map(({ author }) => author?.id ?? "");
    return [...new Set(ids.reverse())].filter(Boolean);
  }, [messages]);
};
