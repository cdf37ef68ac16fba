import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { CONTENT_MAX } from "../../lib/limits";
import type { Powers } from "../../lib/permissions";
import { editMessage } from "../../state/actions";
import { openDialog } from "../../state/dialogs";
import { stopEditing } from "../../state/editing";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { textOf, wireOf } from "../../state/wireText";
import { GrowingText } from "../../ui/GrowingText";

interface EditBoxProps {
  message: ChatMessage;
  serverId: Id | null;
  powers: Powers;
}

/** A message being edited, in its place: with names as people read them, which are sent as what they mean. */
export const EditBox = ({ message, serverId, powers }: EditBoxProps) => {
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const channel = { id: message.channelId, serverId };
  const [before] = useState(() => textOf(message.content, channel));
  const [text, setText] = useState(before.text);
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
    const written = text.trim();
    if (written === "") return openDialog({ kind: "deleteMessage", messageId: message.id });
    // Names may have changed their meaning since: what nobody changed is not sent anew.
    if (written === before.text) return leave();
    setBusy(true);
    if (await attempt(editMessage(message.id, wireOf(written, before.names, channel, powers)))) leave();
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
