import { useEffect, useState } from "react";
import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { nameOf } from "../../state/selectors";
import { IconButton } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { ACTS } from "./auditText";
import { MemberFinder } from "./MemberFinder";
import { PersonLine } from "./PersonLine";

/** What of the log is looked for; empty for all. Days as the browser's own fields say them. */
export interface Wanted {
  actor: Member | null;
  act: string;
  from: string;
  to: string;
  text: string;
}

interface AuditFiltersProps {
  serverId: Id;
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
}

const ASK_AFTER_MS = 400;
const INPUT = "h-11 w-full rounded-lg border border-edge bg-raised px-3 text-base font-normal text-strong";

/** Narrows the log: to a person, an act, some days, a text. */
export const AuditFilters = ({ serverId, wanted, onChange }: AuditFiltersProps) => {
  const t = useT();
  const [text, setText] = useState(wanted.text);
  useEffect(() => {
    if (text === wanted.text) return undefined;
    const timer = setTimeout(() => onChange({ ...wanted, text }), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, wanted, onChange]);
  return (
    <div className="mb-5 grid gap-x-3 gap-y-3 phone:grid-cols-2">
      <div>
        <p className="mb-1.5 text-sm font-semibold text-strong">{t("audit.person")}</p>
        {wanted.actor ? (
          <div className="flex h-11 items-center gap-2 rounded-lg border border-edge bg-raised px-2">
            <PersonLine user={wanted.actor.user} name={nameOf(wanted.actor)} />
            <IconButton
              icon="close"
              size="small"
              label={t("audit.anybody")}
              onClick={() => onChange({ ...wanted, actor: null })}
            />
          </div>
        ) : (
          <MemberFinder
            serverId={serverId}
            label={t("audit.anybody")}
            skip={() => false}
            onChoose={(actor) => onChange({ ...wanted, actor })}
          />
        )}
      </div>
      <Select
        label={t("audit.act")}
        value={wanted.act}
        choices={[
          { value: "", label: t("audit.anyAct") },
          ...ACTS.map((act) => ({ value: act as string, label: t(`act.${act}`) })),
        ]}
        onChange={(act) => onChange({ ...wanted, act })}
      />
      <div className="grid grid-cols-2 gap-3">
        <label className="min-w-0 text-sm font-semibold text-strong">
          <span className="mb-1.5 block">{t("audit.from")}</span>
          <input
            type="date"
            value={wanted.from}
            max={wanted.to || undefined}
            onChange={(event) => onChange({ ...wanted, from: event.target.value })}
            className={INPUT}
          />
        </label>
        <label className="min-w-0 text-sm font-semibold text-strong">
          <span className="mb-1.5 block">{t("audit.to")}</span>
          <input
            type="date"
            value={wanted.to}
            min={wanted.from || undefined}
            onChange={(event) => onChange({ ...wanted, to: event.target.value })}
            className={INPUT}
          />
        </label>
      </div>
      <label className="text-sm font-semibold text-strong">
        <span className="mb-1.5 block">{t("audit.text")}</span>
        <input
          type="search"
          value={text}
          maxLength={100}
          placeholder={t("audit.textHint")}
          onChange={(event) => setText(event.target.value)}
          className={INPUT}
        />
      </label>
    </div>
  );
};
