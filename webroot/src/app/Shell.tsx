import type { ReactNode } from "react";
import { Link, Redirect } from "wouter";
import type { Account, Channel, Id, Server } from "../api/types";
import { ChannelHeader } from "../features/channel";
import { ChannelList } from "../features/channels";
import { HomeSide } from "../features/home";
import { InboxButton } from "../features/inbox";
import { UserPanel } from "../features/me";
import { MemberList } from "../features/members";
import { MessageReferences } from "../features/messages";
import { DesktopHint } from "../features/notify";
import { Rail } from "../features/rail";
import { SearchBox } from "../features/search";
import { ServerItems } from "../features/server";
import { AnnouncementBar, LinkBanner } from "../features/status";
import { SwitcherButton } from "../features/switcher";
import { useT } from "../i18n/t";
import { useCall } from "../state/call";
import { useChannels } from "../state/channels";
import { useConversations } from "../state/conversations";
import { openDialog } from "../state/dialogs";
import { setPanes, usePanes } from "../state/panes";
import { useChannelPowers } from "../state/powers";
import { firstTextChannel } from "../state/selectors";
import { useServers } from "../state/servers";
import { Button, IconButton } from "../ui/Button";
import { Drawer } from "../ui/Drawer";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { MessageSkeleton } from "../ui/Skeleton";
import { soon } from "../ui/soon";
import { useLater, useMedia, WIDE } from "../ui/useLater";
import { useSwipe } from "../ui/useSwipe";
import { EmojiOfServers } from "./EmojiOfServers";
import { OpenConversation } from "./OpenConversation";
import { paths } from "./paths";
import { FriendsPage, Talk } from "./pieces";
import { useMessageLink } from "./useMessageLink";
import { useShortcuts } from "./useShortcuts";
import { useTelling } from "./useTelling";
import { useTitle } from "./useTitle";

const ConnectionWidget = soon(async () => (await import("../features/connection")).ConnectionWidget);
const CallPanel = soon(async () => (await import("../features/voice/later")).CallPanel);
const CallBar = soon(async () => (await import("../features/voice/later")).CallBar);
const VoiceRoom = soon(async () => (await import("../features/voice/later")).VoiceRoom);

/** Where one is: at home, or in a server. */
interface Place {
  serverId: Id | null;
  channelId: Id | null;
  /** The conversation that is open at home. */
  conversationId?: Id | null;
  /** Whether the friends are looked at. */
  friends?: boolean;
}

interface ShellProps extends Place {
  me: Account;
  /** A message of it that a link leads to. */
  messageId?: Id | null;
  /** Shown in place of a channel, given what opens the drawer where there is one. */
  children?: (menu: (() => void) | undefined) => ReactNode;
}

/** The frame: rail, channels, the open channel, members; the outer two become drawers where there is no room. */
export const Shell = (props: ShellProps) => (
  <EmojiOfServers serverId={props.serverId}>
    <Frame {...props} />
  </EmojiOfServers>
);

const Frame = ({
  me,
  serverId,
  channelId,
  messageId = null,
  conversationId = null,
  friends: asked = false,
  children,
}: ShellProps) => {
  const t = useT();
  const hasServers = useServers((state) => state.order.length > 0);
  // Home begins with one's friends, once there is somewhere to be from it.
  const friends = asked || (serverId === null && conversationId === null && !children && hasServers);
  const server = useServers((state) => (serverId ? state.byId[serverId] : undefined));
  const beside = useMedia("(min-width: 56.25rem)");
  const wide = useMedia(WIDE);
  const channel = useChannels((state) => channelId !== null && state.byId[channelId]?.type === "text");
  const drawer = usePanes((state) => state.left);
  // There it covers nothing; a finger needs more room than there is below the composer.
  const corner = useMedia("(min-width: 56.25rem) and (pointer: fine)");
  const calling = useCall((state) => state.channelId !== null);
  const elsewhere = useCall((state) => state.channelId !== (channelId ?? conversationId));
  useShortcuts(serverId, channelId ?? conversationId);
  useTitle(serverId, channelId ?? conversationId);
  useTelling(channelId ?? conversationId);
  useMessageLink(serverId, channelId ?? conversationId, messageId);
  useSwipe((to) => {
    const { left, right } = usePanes.getState();
    if (to === "right") setPanes(right ? { right: false } : { left: !beside });
    else if (left) setPanes({ left: false });
    else setPanes({ right: (channel || conversationId !== null) && !wide });
  });
  // Fingers need more room for each of what is there.
  const fingers = useMedia("(pointer: coarse)");
  const foot = (
    <>
      {calling && beside && <CallPanel />}
      <UserPanel me={me} />
    </>
  );
  const lists = (
    <div className="flex min-h-0 flex-1">
      <Rail items={(one, more) => <ServerItems server={one}>{more}</ServerItems>} />
      <div className="flex h-full w-60 min-w-0 flex-col bg-side">
        {server ? (
          <ChannelList
            server={server}
            channelId={channelId}
            items={<ServerItems server={server} />}
            top={<SwitcherButton />}
          />
        ) : (
          <HomeSide conversationId={conversationId} friends={friends}>
            <div className="mb-3">
              <SwitcherButton />
            </div>
            {me.operator && <MonitoringLink />}
          </HomeSide>
        )}
        {!corner && <ConnectionWidget place="side" />}
        {!fingers && foot}
      </div>
    </div>
  );
  const left = (
    <div className="flex h-full min-h-0 flex-col">
      {lists}
      {fingers && foot}
    </div>
  );
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-main safe-top">
      <a
        href="#messages"
        className="sr-only z-50 rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only
          focus:fixed
          focus:top-2 focus:left-2"
      >
        {t("app.skip")}
      </a>
      <LinkBanner />
      <DesktopHint />
      <AnnouncementBar />
      {calling && elsewhere && !beside && <CallBar />}
      <div className="flex min-h-0 flex-1">
        {beside ? (
          left
        ) : (
          <Drawer side="left" label={t("channels.label")} open={drawer} onClose={() => setPanes({ left: false })}>
            {left}
          </Drawer>
        )}
        <MessageReferences serverId={serverId}>
          <Middle
            serverId={serverId}
            server={server}
            channelId={channelId}
            conversationId={conversationId}
            friends={friends}
            beside={beside}
          >
            {children}
          </Middle>
        </MessageReferences>
      </div>
      {corner && <ConnectionWidget place="corner" />}
    </div>
  );
};

/** For those who run the instance, at hand. */
const MonitoringLink = () => {
  const t = useT();
  return (
    <Link
      href={paths.monitoring}
      onClick={() => setPanes({ left: false })}
      className="tap flex h-11 items-center gap-3 rounded-md px-2 text-row font-medium text-muted hover:bg-hover
        hover:text-strong"
    >
      <span className="flex w-8 justify-center">
        <Icon name="pulse" size={22} />
      </span>
      {t("monitoring.title")}
    </Link>
  );
};

interface MiddleProps extends Required<Place> {
  server: Server | undefined;
  beside: boolean;
  children: ShellProps["children"];
}

const Middle = ({ serverId, server, channelId, conversationId, friends, beside, children }: MiddleProps) => {
  const t = useT();
  const known = useServers((state) => state.known);
  const channels = useChannels((state) => state.byId);
  const channel = channelId ? channels[channelId] : undefined;
  const conversation = useConversations((state) => (conversationId ? state.byId[conversationId] : undefined));
  const waiting = useLater(!known, 150);
  const menu = beside ? undefined : () => setPanes({ left: true });

  if (children) return children(menu);
  if (!known)
    return (
      <Plain menu={menu} busy>
        {waiting && <MessageSkeleton />}
      </Plain>
    );
  if (conversation) return <OpenConversation key={conversation.id} conversation={conversation} menu={menu} />;
  if (friends) return <FriendsPage menu={menu} />;
  if (serverId === null && conversationId === null)
    return (
      <Plain menu={menu}>
        <Welcome />
      </Plain>
    );
  if (server && channelId === null) {
    const first = firstTextChannel(channels, server.id);
    if (first) return <Redirect replace to={paths.channel(server.id, first.id)} />;
    return (
      <Plain menu={menu}>
        <Empty icon="hash" title={t("server.noChannels")} hint={t("server.noChannelsHint")} />
      </Plain>
    );
  }
  if (server && channel?.type === "voice" && channel.serverId === server.id)
    return <VoiceRoom key={channel.id} channel={channel} onMenu={menu} />;
  if (!server || !channel || channel.serverId !== server.id || channel.type !== "text")
    return (
      <Plain menu={menu}>
        <Empty icon="warning" title={t("app.notFound")} hint={t("app.notFoundHint")} />
      </Plain>
    );
  return <OpenChannel key={server.id} server={server} channel={channel} menu={menu} />;
};

interface PlainProps {
  menu: (() => void) | undefined;
  busy?: boolean;
  children: ReactNode;
}

/** The middle without a channel in it. */
export const Plain = ({ menu, busy = false, children }: PlainProps) => {
  const t = useT();
  return (
    <main id="messages" aria-busy={busy} className="flex min-w-0 flex-1 flex-col overflow-y-auto">
      <div className="flex h-12 shrink-0 items-center border-line border-b px-3">
        {menu && <IconButton icon="menu" label={t("channels.open")} tip="none" onClick={menu} />}
      </div>
      <div className="flex min-h-0 flex-1 flex-col justify-end">{children}</div>
    </main>
  );
};

const Welcome = () => {
  const t = useT();
  return (
    <Empty icon="plus" title={t("server.empty")} hint={t("server.emptyHint")}>
      <Button onClick={() => openDialog({ kind: "addServer" })}>{t("server.add")}</Button>
      <Button look="quiet" onClick={() => openDialog({ kind: "newConversation" })}>
        {t("conversations.new")}
      </Button>
    </Empty>
  );
};

interface OpenChannelProps {
  server: Server;
  channel: Channel;
  menu: (() => void) | undefined;
}

const OpenChannel = ({ server, channel, menu }: OpenChannelProps) => {
  const t = useT();
  const powers = useChannelPowers(channel);
  return (
    <Talk
      channel={channel}
      powers={powers}
      header={(shown, toggle) => (
        <ChannelHeader channel={channel} onMenu={menu} membersShown={shown} onMembers={toggle}>
          <InboxButton />
          <SearchBox />
        </ChannelHeader>
      )}
      side={<MemberList serverId={server.id} />}
      sideLabel={t("members.label")}
    />
  );
};
