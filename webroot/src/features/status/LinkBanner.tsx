import { useEffect, useState } from "react";
import { type Translate, useLocale, useT } from "../../i18n/t";
import { leftOf } from "../../lib/units";
import type { Link } from "../../realtime/link";
import { openDialog } from "../../state/dialogs";
import { BLIP_MS, useLink } from "../../state/link";
import { useMessages } from "../../state/messages";
import { client } from "../../state/realtime";
import { allOutgoing } from "../../state/selectors";
import { useUnsent } from "../../state/unsent";
import { useLater, useNow } from "../../ui/useLater";

const BACK_MS = 3_000;

/** Says that the connection is gone, when it is tried next, and what waits for it. */
export const LinkBanner = () => {
  const t = useT();
  const locale = useLocale();
  const link = useLink((state) => state.link);
  const waiting = useMessages(({ outgoing }) => allOutgoing(outgoing).filter((one) => one.state === "waiting").length);
  const kept = useUnsent((state) => state.kept);
  const caughtUp = useLink((state) => state.caughtUp);
  const down =
    link.kind === "waiting" || link.kind === "stuck" || link.kind === "connecting" || link.kind === "greeting";
  const shown = useLater(down, BLIP_MS);
  const back = useJustEnded(shown, BACK_MS);
  const now = useNow(shown && link.kind === "waiting");
  if (!shown && !back) return null;
  return (
    <div
      role="status"
      className={`flex min-h-10 shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 px-4 py-1 text-center
        text-sm font-medium
        text-on-accent ${shown ? "bg-danger" : "bg-accent"}`}
    >
      <span>
        {shown
          ? sentence(link, now, t, locale)
          : caughtUp > 0
            ? t("connection.caughtUp", { count: caughtUp })
            : t("link.back")}
      </span>
      {shown && waiting > 0 && (
        <button
          type="button"
          onClick={() => openDialog({ kind: "unsent", signingOut: false })}
          className="tap rounded underline underline-offset-2 outline-on-accent hover:no-underline"
        >
          {t("link.waiting", { count: waiting })}
        </button>
      )}
      {shown && waiting > 0 && !kept && <span>{t("unsent.unkept")}</span>}
      {shown && (link.kind === "waiting" || link.kind === "stuck") && (
        <button
          type="button"
          onClick={() => client.now()}
          className="tap rounded-lg bg-on-accent px-3 py-1 text-sm font-semibold text-on-light outline-on-accent"
        >
          {t("link.now")}
        </button>
      )}
    </div>
  );
};

const sentence = (link: Link, now: number, t: Translate, locale: string): string => {
  if (!navigator.onLine) return t("link.offline");
  switch (link.kind) {
    case "waiting":
      return t("link.reconnecting", {
        time: leftOf(Math.max(1, Math.ceil((link.retryAt - now) / 1000)), locale, "short"),
        attempt: link.attempt + 1,
      });
    case "stuck":
      return t("link.stuck");
    case "connecting":
    case "greeting":
      return t("link.trying", { attempt: link.attempt });
    default:
      return t("link.connecting");
  }
};

/** `true` for a while after a state has ended, from the very moment: nothing may blink in between. */
const useJustEnded = (state: boolean, ms: number): boolean => {
  const [before, setBefore] = useState(state);
  const [ended, setEnded] = useState(false);
  if (before !== state) {
    setBefore(state);
    setEnded(before);
  }
  useEffect(() => {
    if (!ended) return undefined;
    const timer = setTimeout(() => setEnded(false), ms);
    return () => clearTimeout(timer);
  }, [ended, ms]);
  return ended && !state;
};
