import { useCallback, useState } from "react";
import { listBans, unbanPerson } from "../../api/calls";
import type { Ban, Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { longDate, momentOf } from "../../lib/time";
import { attempt } from "../../state/explain";
import { usePages } from "../../state/pages";
import { useNames } from "../../state/roster";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Paged } from "../../ui/Paged";
import { PersonLine } from "./PersonLine";

/** Who may not join: since when, why, by whom and until when; each can be let back in. */
export const BansPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const pages = usePages(
    useCallback((cursor?: string) => listBans(serverId, cursor === undefined ? {} : { cursor }), [serverId]),
  );
  const [freeing, setFreeing] = useState<Ban | null>(null);
  return (
    <>
      <p className="mb-4 text-sm text-muted">{t("bans.hint")}</p>
      <Paged {...pages} onRetry={pages.reload} onMore={pages.more} count={pages.items.length} empty={t("bans.none")}>
        <ul className="divide-y divide-line">
          {pages.items.map((ban) => (
            <li key={ban.user.id} className="flex flex-wrap items-center gap-3 py-3">
              <PersonLine user={ban.user} name={ban.user.displayName}>
                <Terms serverId={serverId} ban={ban} />
              </PersonLine>
              <Button look="quiet" onClick={() => setFreeing(ban)}>
                {t("bans.unban")}
              </Button>
            </li>
          ))}
        </ul>
      </Paged>
      {freeing && (
        <ConfirmDialog
          title={t("bans.unbanTitle", { name: freeing.user.displayName })}
          hint={t("bans.unbanHint")}
          confirm={t("bans.unban")}
          onClose={() => setFreeing(null)}
          onConfirm={async () => {
            const done = await attempt(unbanPerson(serverId, freeing.user.id));
            if (done) pages.change((bans) => bans.filter((ban) => ban.user.id !== freeing.user.id));
            return done;
          }}
        />
      )}
    </>
  );
};

const Terms = ({ serverId, ban }: { serverId: Id; ban: Ban }) => {
  const t = useT();
  const locale = useLocale();
  const names = useNames(serverId);
  const by = ban.by
    ? t("bans.since", { date: longDate(ban.createdAt, locale), name: names.person(ban.by) })
    : longDate(ban.createdAt, locale);
  const until = ban.expiresAt ? t("bans.until", { time: momentOf(ban.expiresAt, locale) }) : t("bans.forGood");
  return (
    <>
      <span className="mt-1 block text-sm text-text wrap-anywhere">{ban.reason ?? t("bans.noReason")}</span>
      <span className="mt-0.5 block text-xs text-muted">
        {by} · {until}
      </span>
    </>
  );
};
