import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import { CONTENT_MAX } from "../../lib/limits";
import { editMessage } from "../../state/actions";
import { openDialog } from "../../state/dialogs";
import { stopEditing } from "../../state/editing";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { GrowingText } from "../../ui/GrowingText";

/** A message being edited, in its place. */
export const EditBox = ({ message }: { message: ChatMessage }) => {
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(message.content);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length);
  }, []);

  const leave = () => {
    stopEditing();
    document.querySelector<HTMLElement>("[data-composer]")?.focus();
  };
  const save = async () => {
    const content = text.trim();
    if (content === "") return openDialog({ kind: "deleteMessage", messageId: message.id });
    if (content === message.content) return leave();
    setBusy(true);
    if (await attempt(editMessage(message.id, content))) leave();
    else setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="my-1">
      <GrowingText
        ref={box}
        aria-label={t("composer.editing")}
        value={text}
        maxLength={CONTENT_MAX}
        disabled={busy}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="w-full rounded-lg bg-raised px-3 py-2.5"
      />
      <p className="mt-1 flex gap-3 text-xs text-muted">
        <button type="button" className="tap rounded text-accent-text hover:underline" onClick={leave}>
          {t("app.cancel")}
        </button>
        <button type="button" className="tap rounded text-accent-text hover:underline" onClick={() => void save()}>
          {t("messages.save")}
        </button>
        <span className="pointer-coarse:hidden">{t("messages.saveHint")}</span>
      </p>
    </div>
  );
};
