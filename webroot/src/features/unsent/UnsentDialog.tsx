import { useMemo } from "react";
import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { useLocale, useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { stamp } from "../../lib/time";
import type { Outgoing } from "../../realtime/outbox";
import { signOut } from "../../state/account";
import { discardMessage, retryMessage } from "../../state/actions";
import { useChannels } from "../../state/channels";
import { attempt, refusal } from "../../state/explain";
import { useMessages } from "../../state/messages";
import { allOutgoing } from "../../state/selectors";
import { useUnsent } from "../../state/unsent";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";

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
      <ul className="max-h-80 space-y-2 overflow-y-auto">
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

const UnsentRow = ({ message }: { message: Outgoing }) => {
  const t = useT();
  const locale = useLocale();
  const channel = useChannels((state) => state.byId[message.channelId]);
  const failed = message.state === "failed";
  const action = "tap rounded text-left font-semibold text-accent-text hover:underline";
  return (
    <li className="rounded-lg bg-raised px-3 py-2.5 text-sm">
      <p className="flex items-baseline gap-2 text-xs text-muted">
        <span className="min-w-0 truncate font-semibold">{channel ? `#${channel.name}` : t("unsent.gone")}</span>
        <span className="shrink-0">{stamp(new Date(message.createdAt).toISOString(), locale, Date.now())}</span>
      </p>
      <p className="line-clamp-2 text-strong wrap-anywhere">{plainText(message.content)}</p>
      {failed ? (
        <>
          <p className="flex items-center gap-1 pt-1 text-danger-text">
            <span className="shrink-0">
              <Icon name="warning" size={14} />
            </span>
            {refusal(message)}
          </p>
          <p className="flex flex-wrap gap-x-4 pt-0.5">
            <button type="button" className={action} onClick={() => retryMessage(message.nonce)}>
              {t("messages.retry")}
            </button>
            <button type="button" className={action} onClick={() => discardMessage(message.channelId, message.nonce)}>
              {t("messages.delete")}
            </button>
            <button
              type="button"
              className={action}
              onClick={() => void navigator.clipboard?.writeText(message.content)}
            >
              {t("messages.copy")}
            </button>
          </p>
        </>
      ) : (
        <p className="flex items-center gap-1 pt-1 text-muted">
          <Icon name="clock" size={14} />
          {t("messages.waiting")}
        </p>
      )}
    </li>
  );
};
