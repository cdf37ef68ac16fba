import { useMemo } from "react";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import type { Names } from "../../lib/markdown/parse";
import { useChannels } from "../../state/channels";
import { useServers } from "../../state/servers";
import { useUsers } from "../../state/users";
import type { References } from "../../ui/Markdown";

/** What people, roles and emoji that messages of a server name are called and look like now. */
export const useReferences = (serverId: Id): References => {
  const t = useT();
  const users = useUsers((state) => state.byId);
  const channels = useChannels((state) => state.byId);
  const inside = useServers((state) => state.inside);
  return useMemo(() => {
    const roles = new Map(inside[serverId]?.roles.map((role) => [role.id, role]));
    const emoji = new Map(Object.values(inside).flatMap((its) => its.emoji.map(({ id, url }) => [id, url])));
    return {
      person: (id) => users[id]?.displayName ?? t("messages.somebody"),
      role: (id) => roles.get(id) ?? { name: t("messages.someRole"), color: 0 },
      channel: (id) => {
        const its = channels[id];
        return its?.serverId ? { name: its.name, href: paths.channel(its.serverId, id) } : null;
      },
      emoji: (id) => emoji.get(id) ?? null,
      all: false,
    };
  }, [t, users, channels, inside, serverId]);
};

/** The same for a text in one line. */
export const namesOf = ({ person, role, channel }: References): Names => ({
  person,
  role: (id) => role(id).name,
  channel: (id) => channel?.(id)?.name,
});
