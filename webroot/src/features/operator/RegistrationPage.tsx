import { useState } from "react";
import { readRegistration, setRegistration } from "../../api/calls";
import type { RegistrationMode } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { UnsavedBar } from "../../ui/UnsavedBar";
import { useRead } from "./useRead";
import { Waiting } from "./Waiting";

const MODES = ["open", "invite", "closed"] as const satisfies readonly RegistrationMode[];

/** Who may make an account: holds on all nodes as soon as it is saved. */
export const RegistrationPage = () => {
  const t = useT();
  const { value, error, again, put } = useRead(readRegistration);
  const [wish, setWish] = useState<RegistrationMode | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  if (value === null) return <Waiting error={error} again={again} />;
  const mode = wish ?? value.mode;
  const save = async () => {
    setBusy(true);
    setRefused(null);
    try {
      put(await setRegistration({ mode }));
      setWish(null);
    } catch (failure) {
      setRefused(explain(failure));
    }
    setBusy(false);
  };
  return (
    <>
      <fieldset>
        <legend className="mb-3 text-sm text-muted">{t("operator.registrationHint")}</legend>
        <div className="space-y-2">
          {MODES.map((one) => (
            <label
              key={one}
              className="flex cursor-pointer items-start gap-3 rounded-xl border border-line bg-raised p-4
                has-checked:border-accent-text"
            >
              <input
                type="radio"
                name="registration"
                value={one}
                checked={mode === one}
                onChange={() => setWish(one)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span>
                <span className="block font-semibold text-strong">{t(`operator.mode_${one}`)}</span>
                <span className="block text-sm text-muted">{t(`operator.modehint_${one}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="mt-4 text-sm text-muted">
        {t("operator.configured", { mode: t(`operator.mode_${value.configured}`) })}
      </p>
      <UnsavedBar
        dirty={mode !== value.mode}
        busy={busy}
        error={refused}
        onSave={() => void save()}
        onReset={() => {
          setWish(null);
          setRefused(null);
        }}
      />
    </>
  );
};
