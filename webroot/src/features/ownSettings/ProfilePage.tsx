import { useState } from "react";
import { asProblem } from "../../api/problem";
import type { Account } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain, explainField } from "../../state/explain";
import { saveProfile } from "../../state/profile";
import { Field } from "../../ui/Field";
import { FieldArea } from "../../ui/FieldArea";
import { UnsavedBar } from "../../ui/UnsavedBar";
import { AvatarField } from "./AvatarField";
import { ProfileCard } from "./ProfileCard";

const NAMES = ["displayName", "status", "bio"] as const;
type Name = (typeof NAMES)[number];
type Values = Record<Name, string>;

/** As the contract has it. */
const MOST: Record<Name, number> = { displayName: 64, status: 128, bio: 500 };

const valuesOf = (me: Account): Values => ({ displayName: me.displayName, status: me.status ?? "", bio: me.bio ?? "" });

/** What others see of me, with a card that shows it as they will. */
export const ProfilePage = ({ me }: { me: Account }) => {
  const t = useT();
  const saved = valuesOf(me);
  const [values, setValues] = useState(saved);
  const [errors, setErrors] = useState<Partial<Values>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = NAMES.filter((name) => values[name].trim() !== saved[name]);

  const change = (name: Name, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors((before) => ({ ...before, [name]: "" }));
    setFailure(null);
  };
  const reset = () => {
    setValues(saved);
    setErrors({});
    setFailure(null);
  };
  const save = async () => {
    setBusy(true);
    try {
      await saveProfile(Object.fromEntries(changed.map((name) => [name, values[name].trim()])));
    } catch (error) {
      const problem = asProblem(error);
      setErrors(Object.fromEntries(NAMES.map((name) => [name, explainField(problem, name) ?? ""])));
      setFailure(explain(problem));
    }
    setBusy(false);
  };
  const field = (name: Name) => ({
    name,
    value: values[name],
    maxLength: MOST[name],
    error: errors[name] || undefined,
    onChange: (event: { target: { value: string } }) => change(name, event.target.value),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog opened from here has a form of its own, whose events come by.
        if (event.target === event.currentTarget && changed.length > 0) void save();
      }}
    >
      <div className="grid gap-x-8 gap-y-4 desk:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="min-w-0">
          <AvatarField me={me} />
          <Field
            label={t("own.displayName")}
            placeholder={me.username}
            hint={t("own.displayNameHint")}
            autoComplete="nickname"
            {...field("displayName")}
          />
          <Field
            label={t("own.status")}
            placeholder={t("own.statusPlaceholder")}
            autoComplete="off"
            {...field("status")}
          />
          <FieldArea label={t("own.bio")} rows={4} hint={left(MOST.bio, values.bio, t)} {...field("bio")} />
        </div>
        <ProfileCard
          me={{
            ...me,
            displayName: values.displayName.trim() || me.username,
            status: values.status.trim(),
            bio: values.bio.trim(),
          }}
        />
      </div>
      <UnsavedBar dirty={changed.length > 0} busy={busy} error={failure} onSave={() => void save()} onReset={reset} />
    </form>
  );
};

/** How much there is room for, once there is little. */
const left = (most: number, value: string, t: ReturnType<typeof useT>): string =>
  value.length > most * 0.8 ? t("composer.left", { count: most - value.length }) : t("own.bioHint");
