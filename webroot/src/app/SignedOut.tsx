import { useState } from "react";
import { Route, Switch } from "wouter";
import { AuthForm, AuthFrame, type AuthMode, AuthPage } from "../features/auth";
import { InvitePage } from "../features/invite";
import { routes } from "./paths";

/** What somebody sees who is not signed in: the form, or what an invite leads to. */
export const SignedOut = () => (
  <Switch>
    <Route path={routes.invite}>{({ code }) => <InviteSignedOut code={code} />}</Route>
    <Route>
      <AuthPage />
    </Route>
  </Switch>
);

/** Someone with an invite and no account most likely wants one. */
const InviteSignedOut = ({ code }: { code: string }) => {
  const [mode, setMode] = useState<AuthMode>("register");
  return (
    <AuthFrame>
      <InvitePage code={code} signedIn={false}>
        <AuthForm mode={mode} onMode={setMode} invite={code} />
      </InvitePage>
    </AuthFrame>
  );
};

/** The same page for somebody who has only to accept. */
export const InviteSignedIn = ({ code }: { code: string }) => (
  <AuthFrame>
    <InvitePage code={code} signedIn />
  </AuthFrame>
);
