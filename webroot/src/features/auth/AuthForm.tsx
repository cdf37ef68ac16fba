import { type FormEvent, useRef, useState } from "react";
import { asProblem, type Problem } from "../../api/problem";
import { type Translate, useT } from "../../i18n/t";
import { PASSWORD_MIN } from "../../lib/password";
import { signIn, signUp } from "../../state/account";
import { explain, explainField } from "../../state/explain";
import { Button, IconButton } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { StrengthBar } from "./StrengthBar";

export type AuthMode = "signIn" | "register";
type FieldName = "login" | "email" | "username" | "password" | "invite";
type Errors = Partial<Record<FieldName, string>>;

interface AuthFormProps {
  mode: AuthMode;
  onMode: (mode: AuthMode) => void;
  /** The invite that brought someone here; sent along with a registration. */
  invite?: string;
}

/** One form for both: what is typed survives changing one's mind about which. */
export const AuthForm = ({ mode, onMode, invite }: AuthFormProps) => {
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState({ login: "", email: "", username: "", password: "", invite: "" });
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [askInvite, setAskInvite] = useState(false);
  const isNew = mode === "register";

  const change = (name: FieldName, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors((before) => ({ ...before, [name]: undefined }));
    setFailure(null);
  };
  const show = (found: Errors, sentence: string | null) => {
    setErrors(found);
    setFailure(sentence);
    const first = Object.keys(found)[0];
    if (first) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = isNew ? newAccountErrors(values, t) : missing(values, ["login", "password"], t);
    if (Object.keys(found).length > 0) return show(found, null);
    setBusy(true);
    try {
      if (isNew) {
        const code = invite ?? values.invite.trim();
        const { email, username, password } = values;
        await signUp({ email: email.trim(), username: username.trim(), password, ...(code ? { invite: code } : {}) });
      } else await signIn(values.login.trim(), values.password);
    } catch (error) {
      setBusy(false);
      const problem = asProblem(error);
      const wrong = fieldErrors(problem);
      if (wrong.invite !== undefined) setAskInvite(true);
      show(wrong, sentenceFor(problem, Boolean(invite)));
    }
  };
  const field = (name: FieldName) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => change(name, event.target.value),
  });

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <h1 className="text-2xl font-bold text-strong">{t(isNew ? "auth.create" : "auth.welcome")}</h1>
      <p className="mt-1 mb-5 text-sm text-muted">{t(isNew ? "auth.createHint" : "auth.welcomeHint")}</p>
      {isNew ? (
        <>
          <Field label={t("auth.email")} type="email" autoComplete="email" maxLength={254} {...field("email")} />
          <Field
            label={t("auth.username")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={32}
            hint={t("auth.usernameHint")}
            {...field("username")}
          />
        </>
      ) : (
        <Field
          label={t("auth.login")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          {...field("login")}
        />
      )}
      <Field
        label={t("auth.password")}
        type={shown ? "text" : "password"}
        autoComplete={isNew ? "new-password" : "current-password"}
        maxLength={128}
        hint={isNew ? <StrengthBar password={values.password} /> : undefined}
        trailing={
          <IconButton
            icon={shown ? "eyeOff" : "eye"}
            label={t(shown ? "auth.hidePassword" : "auth.showPassword")}
            tip="none"
            onClick={() => setShown(!shown)}
          />
        }
        {...field("password")}
      />
      {isNew && askInvite && !invite && <Field label={t("auth.invite")} maxLength={64} {...field("invite")} />}
      <p role="alert" className="min-h-6 text-sm text-danger-text">
        {failure}
      </p>
      <Button type="submit" busy={busy} className="mt-1 h-11 w-full">
        {t(isNew ? "auth.signUp" : "auth.signIn")}
      </Button>
      <p className="mt-4 text-sm text-muted">
        {t(isNew ? "auth.haveAccount" : "auth.needAccount")}{" "}
        <button
          type="button"
          className="tap rounded font-semibold text-accent-text hover:underline"
          onClick={() => {
            setErrors({});
            setFailure(null);
            onMode(isNew ? "signIn" : "register");
          }}
        >
          {t(isNew ? "auth.signIn" : "auth.signUp")}
        </button>
      </p>
    </form>
  );
};

type Values = Record<FieldName, string>;

const missing = (values: Values, names: FieldName[], t: Translate): Errors =>
  Object.fromEntries(names.filter((name) => values[name].trim() === "").map((name) => [name, t("auth.required")]));

const newAccountErrors = (values: Values, t: Translate): Errors => {
  const errors = missing(values, ["email", "username", "password"], t);
  if (!errors.email && !/^[^@\s]{1,64}@[^@\s]{1,189}$/.test(values.email.trim())) errors.email = t("auth.badEmail");
  if (!errors.username && !/^[\p{L}\p{N}._-]{2,32}$/u.test(values.username.trim()))
    errors.username = t("auth.badUsername");
  if (!errors.password && values.password.length < PASSWORD_MIN) errors.password = t("auth.shortPassword");
  return errors;
};

const NAMES = ["login", "email", "username", "password", "invite"] as const satisfies FieldName[];

const fieldErrors = (problem: Problem): Errors =>
  Object.fromEntries(
    NAMES.flatMap((name) => {
      const wrong = explainField(problem, name);
      return wrong === undefined ? [] : [[name, wrong]];
    }),
  );

/** What stands above the button: nothing when the fields say it all. */
const sentenceFor = (problem: Problem, invited: boolean): string | null => {
  // Who came by an invite has no field for it.
  const isSaid = Object.keys(fieldErrors(problem)).some((name) => !(invited && name === "invite"));
  return isSaid ? null : explain(problem);
};
