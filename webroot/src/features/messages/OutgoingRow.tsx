import { useLocale, useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { stamp } from "../../lib/time";
import type { Outgoing } from "../../realtime/outbox";
import { discardMessage, retryMessage } from "../../state/actions";
import { copyText } from "../../state/copyText";
import { refusal } from "../../state/explain";
import { useLink } from "../../state/link";
import { useSession } from "../../state/session";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { Markdown } from "../../ui/Markdown";
import { useNames } from "../../ui/references";
import { useLater } from "../../ui/useLater";
import { ReplyPreview } from "./ReplyPreview";

/** A message on its way: there at once, marked after three seconds, with what to do when it was refused. */
export const OutgoingRow = ({ outgoing, head, tabIndex }: { outgoing: Outgoing; head: boolean; tabIndex: 0 | -1 }) => {
  const t = useT();
  const locale = useLocale();
  const me = useSession(({ session }) => (session.phase === "signedIn" ? session.me : null));
  const live = useLink((state) => state.link.kind === "live");
  const names = useNames();
  const late = useLater(outgoing.state === "waiting", 3_000);
  const failed = outgoing.state === "failed";
  return (
    <article
      data-row
      data-outgoing={outgoing.nonce}
      tabIndex={tabIndex}
      aria-label={t("messages.newFrom", { name: me?.displayName ?? "", text: plainText(outgoing.content, names) })}
      className={`relative flex gap-4 py-0.5 pr-4 pl-4 -outline-offset-2 hover:bg-row-hover phone:pr-12 compact:gap-2
        compact:py-0 ${head ? "mt-(--group-gap)" : ""}`}
    >
      {head && me ? (
        <div className={`w-10 shrink-0 ${outgoing.replyTo ? "pt-6" : "pt-0.5"}`}>
          <div className="compact:hidden">
            <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size={40} />
          </div>
        </div>
      ) : (
        <span className="w-10 shrink-0" />
      )}
      <div className="min-w-0 flex-1">
        {outgoing.replyTo && <ReplyPreview channelId={outgoing.channelId} messageId={outgoing.replyTo} />}
        {head && me && (
          <div className="flex flex-wrap items-baseline gap-x-2 leading-snug">
            <h3 className="font-semibold text-strong wrap-anywhere">{me.displayName}</h3>
            <span className="text-xs text-faint">
              {stamp(new Date(outgoing.createdAt).toISOString(), locale, Date.now())}
            </span>
          </div>
        )}
        <div className={`[&_:is(strong,code,a)]:text-inherit ${failed ? "text-danger-text" : "text-faint"}`}>
          <Markdown text={outgoing.content} />
        </div>
        {late && (
          <p className="flex items-center gap-1 text-xs text-faint">
            <Icon name="clock" size={12} />
            {t(live ? "messages.sending" : "messages.waiting")}
          </p>
        )}
        {failed && <Failed outgoing={outgoing} />}
      </div>
    </article>
  );
};

const Failed = ({ outgoing }: { outgoing: Outgoing }) => {
  const t = useT();
  const action = "tap rounded font-semibold text-accent-text hover:underline";
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 text-sm text-danger-text">
      <span className="flex items-center gap-1">
        <span className="shrink-0">
          <Icon name="warning" size={14} />
        </span>
        {t("messages.notSent", { reason: refusal(outgoing) })}
      </span>
      <button type="button" className={action} onClick={() => retryMessage(outgoing.nonce)}>
        {t("messages.retry")}
      </button>
      <button type="button" className={action} onClick={() => discardMessage(outgoing.channelId, outgoing.nonce)}>
        {t("messages.delete")}
      </button>
      <button type="button" className={action} onClick={() => void copyText(outgoing.content)}>
        {t("messages.copy")}
      </button>
    </div>
  );
};
