import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { createServer, setServerIcon } from "../../api/calls";
import { asProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { putChannel } from "../../state/channels";
import { enterServer } from "../../state/enter";
import { attempt, explain, explainField } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { putServer } from "../../state/servers";
import { useSession } from "../../state/session";
import { Field } from "../../ui/Field";
import { FormButtons, type FormProps } from "./FormButtons";
import { IconField } from "./IconField";
import { furnish, TEMPLATES, type Template } from "./templates";

/** Makes a server: its name, its picture, and what it begins with. */
export const CreateServerForm = ({ onClose, onBack }: FormProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const mine = useSession(({ session }) => (session.phase === "signedIn" ? session.me.displayName : ""));
  const [name, setName] = useState(() => t("server.suggested", { name: mine }));
  const [icon, setIcon] = useState<Blob | null>(null);
  const [template, setTemplate] = useState<Template>("plain");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [nonce] = useState(uuid);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setError(t("auth.required"));
    setBusy(true);
    try {
      const server = await createServer({ name: name.trim(), nonce });
      enterServer(server);
      // The server is there: what cannot be had of the rest is said, and can be made later.
      if (icon) await attempt(setServerIcon(server.id, icon).then(putServer));
      await attempt(furnish(server.id, template, t).then((channels) => channels.forEach(putChannel)));
      onClose();
      setPanes({ left: false });
      navigate(paths.server(server.id));
    } catch (failure) {
      setBusy(false);
      setError(explainField(asProblem(failure), "name") ?? explain(failure));
    }
  };
  return (
    <form noValidate onSubmit={submit}>
      <IconField name={name} icon={icon} onChange={setIcon} />
      <Field
        label={t("server.name")}
        value={name}
        error={error}
        maxLength={100}
        autoComplete="off"
        autoFocus
        data-autofocus="true"
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <fieldset>
        <legend className="mb-1.5 text-sm font-semibold text-strong">{t("server.template")}</legend>
        <div className="grid gap-2 phone:grid-cols-2">
          {TEMPLATES.map((one) => (
            <label
              key={one}
              className="tap flex items-center gap-2.5 rounded-lg border border-edge px-3 py-2 hover:bg-hover
                has-checked:border-accent-text has-checked:bg-accent-soft has-focus-visible:outline-2
                has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name="template"
                checked={template === one}
                onChange={() => setTemplate(one)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0">
                <span className="block text-sm font-semibold text-strong">{t(`template.name${NAMES[one]}`)}</span>
                <span className="block text-xs text-muted">{t(`template.hint${NAMES[one]}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <FormButtons onBack={onBack} busy={busy} submit={t("server.createButton")} />
    </form>
  );
};

const NAMES = { plain: "Plain", friends: "Friends", study: "Study", team: "Team" } as const;
