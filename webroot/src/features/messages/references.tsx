import { type ReactNode, useMemo } from "react";
import { useLocation } from "wouter";
import type { Id } from "../../api/types";
import { paths, placeOf } from "../../app/paths";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { copyText } from "../../state/copyText";
import { openDialog } from "../../state/dialogs";
import { useServers } from "../../state/servers";
import { useUsers } from "../../state/users";
import { MarkdownReferences, type References } from "../../ui/references";

const useReferences = (serverId: Id | null): References => {
  const t = useT();
  const users = useUsers((state) => state.byId);
  const inside = useServers((state) => state.inside);
  const channels = useChannels((state) => state.byId);
  const [, navigate] = useLocation();
  return useMemo(() => {
    const roles = new Map(Object.values(inside).flatMap((its) => its.roles.map((role) => [role.id, role])));
    const emoji = new Map(Object.values(inside).flatMap((its) => its.emoji.map(({ id, url }) => [id, url])));
    return {
      person: (id) => users[id]?.displayName ?? t("messages.somebody"),
      role: (id) => roles.get(id) ?? { name: t("messages.someRole"), color: 0 },
      channel: (id) => {
        const its = channels[id];
        return its?.serverId ? { name: its.name, href: paths.channel(its.serverId, id) } : null;
      },
      emoji: (id) => emoji.get(id) ?? null,
      copy: (text) => void copyText(text),
      all: false,
      openPerson: (userId) => openDialog({ kind: "profile", userId, serverId }),
      place: (href) => {
        const place = placeOf(href);
        const channel = place && channels[place.channelId];
        if (!channel || channel.serverId !== place.serverId) return null;
        const text = t(place.messageId ? "messages.placeMessage" : "messages.place", { channel: channel.name });
        return { text, open: () => navigate(new URL(href).pathname) };
      },
    };
  }, [t, users, inside, channels, serverId, navigate]);
};

/** For messages under it: what people, roles, emoji and links that they name are called, and where they lead. */
export const MessageReferences = ({ serverId, children }: { serverId: Id | null; children: ReactNode }) => (
  <MarkdownReferences value={useReferences(serverId)}>{children}</MarkdownReferences>
);
