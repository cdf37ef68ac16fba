import type { Account } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { shortClock } from "../../lib/time";
import { Avatar } from "../../ui/Avatar";
import { Markdown } from "../../ui/Markdown";

const AT = new Date(2026, 0, 1, 14, 3).toISOString();

/** A piece of a conversation, drawn as the settings of now draw one. */
export const Sample = ({ me }: { me: Account }) => {
  const t = useT();
  const locale = useLocale();
  const rows = [
    { key: "first", head: true, name: "Ada", id: "ada", url: null, text: t("own.sampleFirst") },
    { key: "second", head: false, name: "Ada", id: "ada", url: null, text: t("own.sampleSecond") },
    { key: "third", head: true, name: me.displayName, id: me.id, url: me.avatarUrl, text: t("own.sampleThird") },
  ];
  return (
    <section aria-label={t("own.sample")} className="mb-6 rounded-xl border border-line bg-main pt-1 pb-3">
      {rows.map(({ key, head, name, id, url, text }) => (
        <div
          key={key}
          className={`flex gap-4 px-4 py-0.5 compact:gap-2 compact:py-0 ${head ? "mt-(--group-gap)" : ""}
            ${key === "third" ? "bg-mention" : ""}`}
        >
          <div className="w-10 shrink-0 pt-0.5">
            {head && (
              <div className="compact:hidden">
                <Avatar id={id} name={name} url={url} size={40} />
              </div>
            )}
          </div>
          <div className="min-w-0 flex-1">
            {head && (
              <p className="flex flex-wrap items-baseline gap-x-2 leading-snug">
                <span className="font-semibold text-strong wrap-anywhere">{name}</span>
                <time dateTime={AT} className="text-xs text-faint">
                  {shortClock(AT, locale)}
                </time>
              </p>
            )}
            <Markdown text={text} />
          </div>
        </div>
      ))}
    </section>
  );
};
