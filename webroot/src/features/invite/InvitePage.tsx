import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { joinServer, readInvite } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Invite } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { enterServer } from "../../state/enter";
import { explain } from "../../state/explain";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";

type Found =
  | { kind: "loading" }
  | { kind: "gone" }
  | { kind: "failed"; why: string }
  | { kind: "found"; invite: Invite };

interface InvitePageProps {
  code: string;
  signedIn: boolean;
  /** Shown below the invite to someone who has to sign in first. */
  children?: ReactNode;
}

/** What an invite leads to, and the button to accept it. */
export const InvitePage = ({ code, signedIn, children }: InvitePageProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const [found, setFound] = useState<Found>({ kind: "loading" });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    let here = true;
    readInvite(code).then(
      (invite) => here && setFound({ kind: "found", invite }),
      (failure: unknown) => {
        const { status } = asProblem(failure);
        if (here)
          setFound(status === 404 || status === 400 ? { kind: "gone" } : { kind: "failed", why: explain(failure) });
      },
    );
    return () => {
      here = false;
    };
  }, [code]);

  const accept = async () => {
    setBusy(true);
    try {
      const server = await joinServer(code);
      enterServer(server);
      navigate(paths.server(server.id));
    } catch (failure) {
      setBusy(false);
      setError(explain(failure));
    }
  };

  if (found.kind === "loading") return <p className="py-10 text-center text-muted">{t("app.loading")}</p>;
  if (found.kind !== "found")
    return (
      <div className="text-center">
        <span
          className="mx-auto mb-3 flex size-16 items-center justify-center rounded-full bg-accent-soft
          text-accent-text"
        >
          <Icon name="warning" size={30} />
        </span>
        <h1 className="text-xl font-bold text-strong">{t("invite.gone")}</h1>
        <p className="mt-1 text-sm text-muted">{found.kind === "failed" ? found.why : t("invite.goneHint")}</p>
        <Button look="quiet" className="mt-5" onClick={() => navigate(paths.home)}>
          {t("app.home")}
        </Button>
      </div>
    );
  const { server, memberCount } = found.invite;
  return (
    <>
      <div className="flex flex-col items-center text-center">
        <Avatar id={server?.id ?? code} name={server?.name ?? "?"} url={server?.iconUrl ?? null} size={72} />
        <p className="mt-3 text-sm text-muted">{t("invite.invited")}</p>
        <h1 className="text-2xl font-bold text-strong wrap-anywhere">{server?.name}</h1>
        {memberCount !== undefined && (
          <p className="mt-1 flex items-center gap-1.5 text-sm text-muted">
            <Icon name="people" size={16} />
            {t("invite.members", { count: memberCount })}
          </p>
        )}
        {signedIn && (
          <Button className="mt-5 h-11 w-full" busy={busy} onClick={accept}>
            {t("invite.accept")}
          </Button>
        )}
        <p role="alert" className="min-h-6 pt-1 text-sm text-danger-text">
          {error}
        </p>
      </div>
      {children && <div className="mt-2 border-line border-t pt-5">{children}</div>}
    </>
  );
};
