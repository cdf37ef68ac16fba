import { useCallback } from "react";
import { readOperatorLog } from "../../api/calls";
import type { OperatorEntry } from "../../api/types";
import { type Translate, useLocale, useT } from "../../i18n/t";
import { fullTime } from "../../lib/time";
import { usePages } from "../../state/pages";
import { Icon, type IconName } from "../../ui/Icon";
import { Rows } from "./Rows";

const ICONS = {
  person_suspend: "eyeOff",
  person_lift: "personAdd",
  server_delete: "trash",
  registration_set: "door",
  announcement_create: "megaphone",
  announcement_end: "close",
} as const satisfies Record<string, IconName>;

const isKnown = (act: string): act is keyof typeof ICONS => act in ICONS;

/** What operators did, newest first. */
export const LogPage = () => {
  const t = useT();
  const read = useCallback((cursor?: string) => readOperatorLog(cursor === undefined ? {} : { cursor }), []);
  return (
    <Rows
      label={t("operator.log")}
      none={t("operator.nothingDone")}
      pages={usePages(read)}
      row={(entry) => <Entry key={entry.id} entry={entry} />}
    />
  );
};

const Entry = ({ entry }: { entry: OperatorEntry }) => {
  const t = useT();
  const locale = useLocale();
  const detail = detailOf(entry, t);
  return (
    <li className="flex items-start gap-3 py-3">
      <span className="mt-0.5 text-muted">
        <Icon name={isKnown(entry.act) ? ICONS[entry.act] : "list"} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-strong wrap-anywhere">{sentence(entry, t)}</p>
        {detail && <p className="text-sm text-text wrap-anywhere">{detail}</p>}
        <p className="text-xs text-muted">
          <time dateTime={entry.createdAt}>{fullTime(entry.createdAt, locale)}</time>
        </p>
      </div>
    </li>
  );
};

const sentence = ({ act, actor, target }: OperatorEntry, t: Translate): string => {
  const params = { actor: actor?.displayName ?? t("operator.deletedAccount"), target: target ?? "" };
  return isKnown(act) ? t(`operator.act_${act}`, params) : t("operator.act_other", { ...params, act });
};

const detailOf = ({ act, detail }: OperatorEntry, t: Translate): string | undefined =>
  act === "registration_set" && (detail === "open" || detail === "invite" || detail === "closed")
    ? t(`operator.mode_${detail}`)
    : detail;
