import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { CONTENT_MAX } from "../../lib/limits";
import { sendMessage } from "../../state/actions";
import { talkWith } from "../../state/conversationDeeds";
import { explain } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { usePersonName } from "../../state/person";
import { useRelationships } from "../../state/relationships";
import { IconButton } from "../../ui/Button";

interface MessageBoxProps {
  userId: Id;
  onSent: () => void;
}

/** A line to somebody, sent from their profile; their conversation opens with it. */
export const MessageBox = ({ userId, onSent }: MessageBoxProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const name = usePersonName(null, userId);
  const blocked = useRelationships((state) => state.byUser[userId] === "blocked");
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (blocked) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { id } = await talkWith([userId]);
      if (text.trim() !== "") sendMessage(id, text.trim(), null);
      onSent();
      setPanes({ left: false, right: false });
      navigate(paths.conversation(id));
    } catch (failure) {
      setBusy(false);
      setError(explain(failure));
    }
  };
  return (
    <form noValidate onSubmit={submit}>
      <div
        className="flex items-center gap-1 rounded-lg border border-edge bg-raised pr-1
        focus-within:border-accent-text"
      >
        <input
          value={text}
          maxLength={CONTENT_MAX}
          autoComplete="off"
          aria-label={t("conversations.messageTo", { name })}
          placeholder={t("conversations.messageTo", { name })}
          onChange={(event) => {
            setText(event.target.value);
            setError(undefined);
          }}
          className="h-11 min-w-0 flex-1 bg-transparent px-3 text-strong outline-none"
        />
        <IconButton type="submit" icon="send" label={t("conversations.write")} tip="none" disabled={busy} />
      </div>
      {error && (
        <p role="alert" className="pt-1 text-sm text-danger-text">
          {error}
        </p>
      )}
    </form>
  );
};
