import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { inviteCode, paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { setPanes } from "../../state/panes";
import { Field } from "../../ui/Field";
import { FormButtons, type FormProps } from "./FormButtons";

/** Joins a server by its invite. */
export const JoinForm = ({ onClose, onBack }: FormProps) => {
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
