import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { type Notice, useSession } from "../../state/session";
import { AuthForm } from "./AuthForm";
import { AuthFrame } from "./AuthFrame";

const NOTICES = {
  expired: "auth.expired",
  revoked: "auth.revoked",
  protocol: "auth.protocol",
  signedOut: "auth.signedOut",
} as const satisfies Record<Notice, string>;

/** Sign-in and registration. Whoever came for another page is shown it afterwards: the address stays as it is. */
export const AuthPage = () => {
  const t = useT();
  const session = useSession((state) => state.session);
  const [location, navigate] = useLocation();
  const notice = session.phase === "signedOut" ? session.notice : null;
  const mode = location === paths.register ? "register" : "signIn";
  return (
    <AuthFrame>
      {notice && mode === "signIn" && (
        <p role="status" className="mb-4 rounded-lg bg-accent-soft px-3 py-2.5 text-sm text-strong">
          {t(NOTICES[notice])}
        </p>
      )}
      <AuthForm mode={mode} onMode={(next) => navigate(next === "register" ? paths.register : paths.home)} />
    </AuthFrame>
  );
};
