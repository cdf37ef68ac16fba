import { useEffect, useRef } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import type { Account, Id } from "../api/types";
import { NewVersion } from "../features/install";
import { MessageReferences } from "../features/messages";
import { Notices } from "../features/status";
import { useT } from "../i18n/t";
import { resumeSession } from "../state/account";
import { useRings } from "../state/ringing";
import { useSession } from "../state/session";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { type PersonInPlace, PersonMenuContext } from "../ui/personMenu";
import { soon } from "../ui/soon";
import { Tooltips } from "../ui/Tooltip";
import { Dialogs } from "./Dialogs";
import { paths, routes } from "./paths";
import { fetchAhead } from "./pieces";
import { Plain, Shell } from "./Shell";
import { InviteSignedIn, SignedOut } from "./SignedOut";
import { Starting } from "./Starting";
import { useNoticeClicks } from "./useNoticeClicks";

const MonitoringPage = soon(async () => (await import("../features/monitoring")).MonitoringPage);
/** For one person of an instance: nobody else fetches it. */
const OperatorPage = soon(() => import("../features/operator").then((feature) => feature.OperatorPage));
const OwnSettings = soon(
  () => import("../features/ownSettings").then((feature) => feature.OwnSettings),
  <main aria-busy="true" className="h-dvh bg-main" />,
);
const KeysPage = soon(async () => (await import("../features/keys")).KeysPage);
const Ringing = soon(async () => (await import("../features/voice/later")).Ringing);
const keysPage = () => <KeysPage />;
const ServerSettings = soon(async () => (await import("../features/serverSettings")).ServerSettings);
const ChannelSettings = soon(async () => (await import("../features/channelSettings")).ChannelSettings);

/** The client, by who is signed in. */
export const App = () => {
  const session = useSession((state) => state.session);
  return (
    <>
      {session.phase === "starting" && <Starting />}
      {session.phase === "unreachable" && <Unreachable />}
      {session.phase === "signedOut" && <SignedOut />}
      {session.phase === "signedIn" && <SignedIn me={session.me} />}
      <Notices />
      <NewVersion />
      <Tooltips />
    </>
  );
};

const RETRY_MS = 5_000;

const Unreachable = () => {
  const t = useT();
  useEffect(() => {
    const timer = setTimeout(() => void resumeSession(), RETRY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="flex h-dvh bg-side">
      <Empty icon="warning" title={t("app.unreachable")} hint={t("app.unreachableHint")}>
        <Button onClick={() => void resumeSession()}>{t("app.tryAgain")}</Button>
      </Empty>
    </main>
  );
};

const PersonMenu = soon(() => import("../features/person").then((module) => module.PersonMenu));

const drawPersonMenu = (person: PersonInPlace) => <PersonMenu {...person} />;

/** Where the settings of a server lead back to: the place before them, if that is in the server. */
const useCameFrom = () => {
  const [location] = useLocation();
  const last = useRef("");
  useEffect(() => {
    if (!/\/settings(\/|$)/.test(location)) last.current = location;
  }, [location]);
  return (serverId: Id): string => {
    const server = paths.server(serverId);
    return last.current.startsWith(`${server}/`) ? last.current : server;
  };
};

const SignedIn = ({ me }: { me: Account }) => {
  const t = useT();
  const cameFrom = useCameFrom();
  useNoticeClicks();
  useEffect(fetchAhead, []);
  return (
    <PersonMenuContext value={drawPersonMenu}>
      {useRings().length > 0 && <Ringing />}
      <Switch>
        <Route path={paths.home}>
          <Shell me={me} serverId={null} channelId={null} />
        </Route>
        <Route path={paths.friends}>
          <Shell me={me} serverId={null} channelId={null} friends />
        </Route>
        <Route<{ conversationId: string; messageId?: string }> path={routes.conversation}>
          {({ conversationId, messageId }) => (
            <Shell
              me={me}
              serverId={null}
              channelId={null}
              conversationId={conversationId}
              messageId={messageId ?? null}
            />
          )}
        </Route>
        <Route path={routes.serverSettings}>
          {({ serverId, page }) => <ServerSettings serverId={serverId} page={page ?? null} back={cameFrom(serverId)} />}
        </Route>
        <Route path={routes.channelSettings}>
          {({ serverId, channelId, page }) => (
            <ChannelSettings serverId={serverId} channelId={channelId} page={page ?? null} back={cameFrom(serverId)} />
          )}
        </Route>
        <Route<{ serverId: string; channelId?: string; messageId?: string }> path={routes.channel}>
          {({ serverId, channelId, messageId }) => (
            <Shell me={me} serverId={serverId} channelId={channelId ?? null} messageId={messageId ?? null} />
          )}
        </Route>
        <Route path={routes.monitoring}>
          <Shell me={me} serverId={null} channelId={null}>
            {(menu) => <MonitoringPage menu={menu} />}
          </Shell>
        </Route>
        <Route path={routes.invite}>{({ code }) => <InviteSignedIn key={code} code={code} />}</Route>
        {me.operator && <Route path={routes.operator}>{({ page }) => <OperatorPage page={page ?? null} />}</Route>}
        <Route path={routes.settings}>
          {({ page }) => <OwnSettings me={me} page={page ?? null} keysPage={keysPage} />}
        </Route>
        <Route path={routes.register}>
          <Redirect replace to={paths.home} />
        </Route>
        <Route>
          <Shell me={me} serverId={null} channelId={null}>
            {(menu) => (
              <Plain menu={menu}>
                <Empty icon="warning" title={t("app.notFound")} hint={t("app.notFoundHint")} />
              </Plain>
            )}
          </Shell>
        </Route>
      </Switch>
      <MessageReferences serverId={null}>
        <Dialogs />
      </MessageReferences>
    </PersonMenuContext>
  );
};
