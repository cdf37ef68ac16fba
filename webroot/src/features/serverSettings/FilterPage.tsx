import { useCallback, useState } from "react";
import { deleteFilterRule, listFilterRules } from "../../api/calls";
import type { FilterRule, Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { durationOf } from "../../lib/units";
import { attempt } from "../../state/explain";
import { usePages } from "../../state/pages";
import { useNames } from "../../state/roster";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Paged } from "../../ui/Paged";
import { FilterRuleDialog } from "./FilterRuleDialog";

/** Words that nobody is to write, and what becomes of a message with one. */
export const FilterPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const pages = usePages(useCallback(async () => ({ items: await listFilterRules(serverId), next: null }), [serverId]));
  /** The rule that is open; `new` for one that is being made. */
  const [open, setOpen] = useState<FilterRule | "new" | null>(null);
  const [deleting, setDeleting] = useState<FilterRule | null>(null);
  const put = (rule: FilterRule) =>
    pages.change((rules) =>
      [...rules.filter(({ id }) => id !== rule.id), rule].sort((a, b) => a.name.localeCompare(b.name)),
    );
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-sm text-muted">{t("wordfilter.hint")}</p>
        <Button onClick={() => setOpen("new")}>{t("wordfilter.create")}</Button>
      </div>
      <Paged
        {...pages}
        onRetry={pages.reload}
        onMore={pages.more}
        count={pages.items.length}
        empty={t("wordfilter.none")}
      >
        <ul className="space-y-2">
          {pages.items.map((rule) => (
            <li key={rule.id} className="flex items-start gap-2 rounded-xl bg-raised p-4">
              <RuleWords serverId={serverId} rule={rule} />
              <IconButton
                icon="pencil"
                label={t("wordfilter.editOne", { rule: rule.name })}
                onClick={() => setOpen(rule)}
              />
              <IconButton
                icon="trash"
                label={t("wordfilter.deleteOne", { rule: rule.name })}
                onClick={() => setDeleting(rule)}
              />
            </li>
          ))}
        </ul>
      </Paged>
      {open && (
        <FilterRuleDialog
          serverId={serverId}
          rule={open === "new" ? null : open}
          onSaved={put}
          onClose={() => setOpen(null)}
        />
      )}
      {deleting && (
        <ConfirmDialog
          danger
          title={t("wordfilter.deleteTitle", { rule: deleting.name })}
          confirm={t("wordfilter.delete")}
          onClose={() => setDeleting(null)}
          onConfirm={async () => {
            const done = await attempt(deleteFilterRule(serverId, deleting.id));
            if (done) pages.change((rules) => rules.filter(({ id }) => id !== deleting.id));
            return done;
          }}
        />
      )}
    </>
  );
};

const RuleWords = ({ serverId, rule }: { serverId: Id; rule: FilterRule }) => {
  const t = useT();
  const names = useNames(serverId);
  const locale = useLocale();
  return (
    <div className="min-w-0 flex-1">
      <p className="font-semibold text-strong wrap-anywhere">{rule.name}</p>
      <p className="mt-0.5 text-sm text-muted">
        {rule.action === "mute"
          ? t("wordfilter.doesMute", { time: durationOf(rule.muteSeconds, locale) })
          : t(`wordfilter.does_${rule.action}`)}
      </p>
      <p className="mt-2 text-sm text-text wrap-anywhere">{rule.words.join(", ")}</p>
      {rule.exemptRoles.length > 0 && (
        <p className="mt-2 text-sm text-muted">
          {t("wordfilter.exempt", { roles: rule.exemptRoles.map(names.role).join(", ") })}
        </p>
      )}
    </div>
  );
};
