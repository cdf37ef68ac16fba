import { useCallback, useEffect, useState } from "react";
import { createInvite, listInvites } from "../../api/calls";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useLocale, useT } from "../../i18n/t";
import { durationOf } from "../../lib/units";
import { copied } from "../../state/copyText";
import { explain } from "../../state/explain";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { likeNew } from "./invites";

/** Seconds; 0 for no end. */
const LIVES = [3_600, 86_400, 604_800, 0];
const USES = [0, 1, 10, 100] as const;

/** A link to give to people: when the dialog opens and for other terms a new one, or one of mine that is as good. */
export const InviteDialog = ({ serverId, onClose }: { serverId: Id; onClose: () => void }) => {
  const t = useT();
  const locale = useLocale();
  const server = useServers((state) => state.byId[serverId]);
  const [life, setLife] = useState(604_800);
  const [uses, setUses] = useState(0);
  const [link, setLink] = useState("");
  const [done, setDone] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const make = useCallback(
    async (expiresIn: number, maxUses: number) => {
      setDone(false);
      setError(null);
      setLink("");
      try {
        // Whoever looks at the link again, and at others for comparison, would soon have as many as one may have.
        const { items } = await listInvites(serverId);
        const known = likeNew(items, myId(), { life: expiresIn, uses: maxUses }, Date.now());
        const invite =
          known ??
          (await createInvite(serverId, {
            ...(expiresIn > 0 ? { expiresIn } : {}),
            ...(maxUses > 0 ? { maxUses } : {}),
          }));
        // The page's own address: the node may stand behind another name than it knows.
        setLink(location.origin + paths.invite(invite.code));
      } catch (failure) {
        setError(explain(failure));
      }
    },
    [serverId],
  );
  useEffect(() => {
    void make(604_800, 0);
  }, [make]);

  const copy = async () => {
    const isCopied = await copied(link);
    setDone(isCopied);
    // Where nothing is copied it is marked, to be copied by hand.
    if (!isCopied) document.querySelector<HTMLInputElement>("#invite-link")?.select();
  };
  const select = "h-10 w-full rounded-lg border border-edge bg-raised px-2.5 text-sm text-strong";
  return (
    <Dialog
      open
      onClose={onClose}
      closeLabel={t("app.close")}
      title={t("invite.title", { server: server?.name ?? "" })}
      hint={t("invite.hint")}
    >
      <label htmlFor="invite-link" className="mb-1.5 block text-sm font-semibold text-strong">
        {t("invite.link")}
      </label>
      <div className="flex gap-2">
        <input
          id="invite-link"
          readOnly
          value={link}
          placeholder={t("app.loading")}
          onFocus={(event) => event.target.select()}
          className="h-10 min-w-0 flex-1 rounded-lg border border-edge bg-raised px-3 text-sm text-strong"
        />
        <Button onClick={copy} disabled={link === ""}>
          <span aria-live="polite">{t(done ? "app.copied" : "invite.copy")}</span>
        </Button>
      </div>
      <p role="alert" className="min-h-6 pt-1 text-sm text-danger-text">
        {error}
      </p>
      <div className="grid grid-cols-2 gap-3">
        <label className="text-sm font-semibold text-strong">
          <span className="mb-1.5 block">{t("invite.expires")}</span>
          <select
            className={select}
            value={life}
            onChange={(event) => {
              setLife(Number(event.target.value));
              void make(Number(event.target.value), uses);
            }}
          >
            {LIVES.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? t("invite.never") : durationOf(seconds, locale)}
              </option>
            ))}
          </select>
        </label>
        <label className="text-sm font-semibold text-strong">
          <span className="mb-1.5 block">{t("invite.uses")}</span>
          <select
            className={select}
            value={uses}
            onChange={(event) => {
              setUses(Number(event.target.value));
              void make(life, Number(event.target.value));
            }}
          >
            {USES.map((count) => (
              <option key={count} value={count}>
                {count === 0 ? t("invite.unlimited") : t("invite.times", { count })}
              </option>
            ))}
          </select>
        </label>
      </div>
    </Dialog>
  );
};
