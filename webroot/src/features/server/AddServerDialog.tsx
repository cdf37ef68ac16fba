import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { createServer } from "../../api/calls";
import { asProblem } from "../../api/problem";
import { inviteCode, paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { enterServer } from "../../state/enter";
import { explain, explainField } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Icon, type IconName } from "../../ui/Icon";

type Step = "choose" | "create" | "join";

/** Making a server, or joining one by its invite. */
export const AddServerDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const [step, setStep] = useState<Step>("choose");
  const titles = { choose: "server.add", create: "server.create", join: "server.join" } as const;
  const hints = { choose: "server.addHint", create: "server.createHint", join: "server.joinHint" } as const;
  return (
    <Dialog open onClose={onClose} closeLabel={t("app.close")} title={t(titles[step])} hint={t(hints[step])}>
      {step === "choose" && (
        <div className="grid gap-2">
          <Choice
            icon="plus"
            title={t("server.create")}
            hint={t("server.createHint")}
            onClick={() => setStep("create")}
          />
          <Choice icon="link" title={t("server.join")} hint={t("server.joinHint")} onClick={() => setStep("join")} />
        </div>
      )}
      {step === "create" && <CreateForm onClose={onClose} onBack={() => setStep("choose")} />}
      {step === "join" && <JoinForm onClose={onClose} onBack={() => setStep("choose")} />}
    </Dialog>
  );
};

interface ChoiceProps {
  icon: IconName;
  title: string;
  hint: string;
  onClick: () => void;
}

const Choice = ({ icon, title, hint, onClick }: ChoiceProps) => (
  <button
    type="button"
    onClick={onClick}
    className="flex items-center gap-3 rounded-xl border border-line p-3.5 text-left transition-colors hover:bg-hover"
  >
    <span className="flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent-text">
      <Icon name={icon} size={22} />
    </span>
    <span className="min-w-0 flex-1">
      <span className="block font-semibold text-strong">{title}</span>
      <span className="block text-sm text-muted">{hint}</span>
    </span>
    <Icon name="chevronRight" />
  </button>
);

interface FormProps {
  onClose: () => void;
  onBack: () => void;
}

const CreateForm = ({ onClose, onBack }: FormProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const [name, setName] = useState("");
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
      <Field
        label={t("server.name")}
        value={name}
        error={error}
        maxLength={100}
        autoComplete="off"
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
      <FormButtons onBack={onBack} busy={busy} submit={t("server.createButton")} />
    </form>
  );
};

const JoinForm = ({ onClose, onBack }: FormProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = inviteCode(text);
    if (code === null) return setError(t("server.badInvite"));
    onClose();
    setPanes({ left: false });
    // The invite's own page shows what it leads to before anything is joined.
    navigate(paths.invite(code));
  };
  return (
    <form noValidate onSubmit={submit}>
      <Field
        label={t("server.inviteLink")}
        value={text}
        error={error}
        placeholder={`${location.origin}/invite/Kq3xT9wZ`}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      <FormButtons onBack={onBack} busy={false} submit={t("server.joinButton")} />
    </form>
  );
};

const FormButtons = ({ onBack, busy, submit }: { onBack: () => void; busy: boolean; submit: string }) => {
  const t = useT();
  return (
    <div className="mt-3 flex justify-between gap-2">
      <Button look="quiet" onClick={onBack}>
        {t("app.cancel")}
      </Button>
      <Button type="submit" busy={busy}>
        {submit}
      </Button>
    </div>
  );
};
