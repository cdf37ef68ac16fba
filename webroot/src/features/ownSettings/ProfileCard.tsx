import type { Account } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { longDate } from "../../lib/time";
import { Avatar } from "../../ui/Avatar";
import { Markdown } from "../../ui/Markdown";

/** Me as others see me. */
export const ProfileCard = ({ me }: { me: Account }) => {
  const t = useT();
  const locale = useLocale();
  return (
    <aside aria-label={t("own.preview")} className="min-w-0">
      <p className="mb-1.5 text-sm font-semibold text-strong">{t("own.preview")}</p>
      <div className="overflow-hidden rounded-xl bg-float shadow-lg ring-1 ring-line">
        <div className="h-15 bg-accent-soft" />
        <div className="-mt-10 px-4 pb-4">
          <span className="inline-flex rounded-full bg-float p-1.5">
            <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size={72} />
          </span>
          <p className="mt-1 text-lg leading-tight font-bold text-strong wrap-anywhere">{me.displayName}</p>
          <p className="text-sm text-muted wrap-anywhere">{me.username}</p>
          {me.status && <p className="mt-2 text-sm text-text wrap-anywhere">{me.status}</p>}
          {me.bio && (
            <div className="mt-3 border-line border-t pt-3 text-sm">
              <Markdown text={me.bio} />
            </div>
          )}
          <p className="mt-3 border-line border-t pt-3 text-xs text-muted">
            {t("own.sinceDate", { date: longDate(me.createdAt, locale) })}
          </p>
        </div>
      </div>
    </aside>
  );
};
