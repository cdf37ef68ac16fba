import type { Account } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { longDate } from "../../lib/time";
import { copyText } from "../../state/copyText";
import { IconButton } from "../../ui/Button";

/** What the account is known by; it is changed by nothing that the server offers. */
export const AccountPage = ({ me }: { me: Account }) => {
  const t = useT();
  const locale = useLocale();
  const facts = [
    { label: t("auth.username"), value: me.username },
    { label: t("auth.email"), value: me.email },
    { label: t("own.since"), value: longDate(me.createdAt, locale) },
  ];
  return (
    <dl className="divide-y divide-line rounded-xl border border-line bg-raised">
      {facts.map(({ label, value }, at) => (
        <div key={label} className="px-4 py-3">
          <dt className="text-xs font-semibold text-muted">{label}</dt>
          <dd className="flex min-h-8 items-center gap-3 text-strong">
            <span className="min-w-0 flex-1 wrap-anywhere">{value}</span>
            {at < 2 && (
              <IconButton icon="copy" label={t("own.copy", { what: label })} onClick={() => void copyText(value)} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};
