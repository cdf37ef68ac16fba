import { useMemo } from "react";
import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { signOut } from "../../state/account";
import { attempt } from "../../state/explain";
import { useMessages } from "../../state/messages";
import { allOutgoing } from "../../state/selectors";
import { useUnsent } from "../../state/unsent";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { UnsentRow } from "./UnsentRow";

/** Shown of what waits; who has more than this unsent does not read them one by one. */
const SHOWN_MAX = 100;

/** What waits to be sent, wherever: why, and what can be done. When signing out, it asks first. */
export const UnsentDialog = ({ signingOut, onClose }: { signingOut: boolean; onClose: () => void }) => {
  const t = useT();
  const [, navigate] = useLocation();
  const outgoing = useMessages((state) => state.outgoing);
  const kept = useUnsent((state) => state.kept);
  const messages = useMemo(() => allOutgoing(outgoing), [outgoing]);
  const count = messages.length;
  const leave = async () => {
    if (!(await attempt(signOut()))) return;
    onClose();
    navigate(paths.home);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      closeLabel={t("app.close")}
      title={count === 0 ? t("unsent.none") : t("unsent.title", { count })}
      hint={signingOut ? t("unsent.signOutHint") : t(kept ? "unsent.hint" : "unsent.unkept")}
    >
      <ul className="max-h-[min(50dvh,30rem)] space-y-2 overflow-y-auto">
        {messages.slice(0, SHOWN_MAX).map((message) => (
          <UnsentRow key={message.nonce} message={message} />
        ))}
      </ul>
      {count > SHOWN_MAX && <p className="pt-2 text-sm text-muted">{t("unsent.more", { count: count - SHOWN_MAX })}</p>}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose} autoFocus data-autofocus="true">
          {t(signingOut ? "unsent.stay" : "app.close")}
        </Button>
        {signingOut && (
          <Button look="danger" onClick={() => void leave()}>
            {t(count === 0 ? "me.signOut" : "unsent.signOut")}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
