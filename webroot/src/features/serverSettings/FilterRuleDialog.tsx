import { useState } from "react";
import { createFilterRule, updateFilterRule } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { FilterRule, Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { durationOf } from "../../lib/units";
import { explain, explainField } from "../../state/explain";
import { byRank } from "../../state/roles";
import { useServers } from "../../state/servers";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { FieldArea } from "../../ui/FieldArea";
import { RoleDisc } from "../../ui/RoleDisc";
import { Select } from "../../ui/Select";

interface FilterRuleDialogProps {
  serverId: Id;
  /** `null` for a new one. */
  rule: FilterRule | null;
  onSaved: (rule: FilterRule) => void;
  onClose: () => void;
}

const MUTES = [60, 300, 600, 3600, 21_600, 86_400, 604_800, 2_419_200] as const;
const ACTIONS = ["block", "report", "mute"] as const;

/** The words that somebody wrote, one a line or between commas, each once. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,]/)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  ),
];

/** A rule of the word filter: its name, its words, and what becomes of who writes them. */
export const FilterRuleDialog = ({ serverId, rule, onSaved, onClose }: FilterRuleDialogProps) => {
  const t = useT();
  const locale = useLocale();
  const [name, setName] = useState(rule?.name ?? "");
  const [words, setWords] = useState(rule?.words.join("\n") ?? "");
  const [action, setAction] = useState<FilterRule["action"]>(rule?.action ?? "block");
  const [mute, setMute] = useState(rule && rule.muteSeconds > 0 ? rule.muteSeconds : 600);
  const [exempt, setExempt] = useState<readonly Id[]>(rule?.exemptRoles ?? []);
  const [wrong, setWrong] = useState<{ name?: string | undefined; words?: string | undefined; other?: string }>({});
  // One key for this dialog's life: pressing twice makes one rule.
  const [nonce] = useState(uuid);
  const save = async (): Promise<boolean> => {
    const list = wordsOf(words);
    const missing = t("auth.required");
    if (name.trim() === "" || list.length === 0) {
      setWrong({ name: name.trim() === "" ? missing : undefined, words: list.length === 0 ? missing : undefined });
      return false;
    }
    const body = {
      name: name.trim(),
      words: list,
      action,
      muteSeconds: action === "mute" ? mute : 0,
      exemptRoles: [...exempt],
    };
    try {
      onSaved(
        rule ? await updateFilterRule(serverId, rule.id, body) : await createFilterRule(serverId, { ...body, nonce }),
      );
      return true;
    } catch (failure) {
      const problem = asProblem(failure);
      const fields = { name: explainField(problem, "name"), words: explainField(problem, "words") };
      setWrong(fields.name || fields.words ? fields : { other: explain(failure) });
      return false;
    }
  };
  const lengths: readonly number[] = MUTES;
  const offered = lengths.includes(mute) ? lengths : [...lengths, mute].sort((a, b) => a - b);
  return (
    <ConfirmDialog
      title={rule ? t("wordfilter.editOne", { rule: rule.name }) : t("wordfilter.create")}
      confirm={t(rule ? "settings.save" : "wordfilter.create")}
      onConfirm={save}
      onClose={onClose}
    >
      <Field
        label={t("wordfilter.name")}
        hint={t("wordfilter.nameHint")}
        value={name}
        error={wrong.name}
        maxLength={100}
        autoComplete="off"
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setName(event.target.value);
          setWrong({});
        }}
      />
      <FieldArea
        label={t("wordfilter.words")}
        hint={t("wordfilter.wordsHint")}
        value={words}
        error={wrong.words}
        rows={4}
        onChange={(event) => {
          setWords(event.target.value);
          setWrong({});
        }}
      />
      <Select
        label={t("wordfilter.action")}
        value={action}
        choices={ACTIONS.map((value) => ({ value, label: t(`wordfilter.action_${value}`) }))}
        onChange={setAction}
      />
      {action === "mute" && (
        <Select
          className="mt-4"
          label={t("wordfilter.muteFor")}
          value={String(mute)}
          choices={offered.map((seconds) => ({ value: String(seconds), label: durationOf(seconds, locale) }))}
          onChange={(value) => setMute(Number(value))}
        />
      )}
      <ExemptRoles serverId={serverId} chosen={exempt} onChange={setExempt} />
      {wrong.other && (
        <p role="alert" className="mt-3 text-sm text-danger-text">
          {wrong.other}
        </p>
      )}
    </ConfirmDialog>
  );
};

interface ExemptRolesProps {
  serverId: Id;
  chosen: readonly Id[];
  onChange: (ids: readonly Id[]) => void;
}

const ExemptRoles = ({ serverId, chosen, onChange }: ExemptRolesProps) => {
  const t = useT();
  const inside = useServers((state) => state.inside[serverId]);
  const roles = byRank(inside?.roles ?? []).filter((role) => role.position > 0);
  if (roles.length === 0) return null;
  return (
    <fieldset className="mt-4 min-w-0">
      <legend className="mb-1 text-sm font-semibold text-strong">{t("wordfilter.exemptRoles")}</legend>
      <div className="max-h-40 overflow-y-auto rounded-lg border border-line p-1">
        {roles.map((role) => (
          <label key={role.id} className="tap flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover">
            <input
              type="checkbox"
              checked={chosen.includes(role.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, role.id] : chosen.filter((id) => id !== role.id))
              }
              className="size-4 accent-accent"
            />
            <RoleDisc color={role.color} />
            <span className="min-w-0 flex-1 truncate">{role.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
