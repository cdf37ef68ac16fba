import { useState } from "react";
import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { ALL } from "../../lib/permissions";
import { stamp } from "../../lib/time";
import type { Outgoing } from "../../realtime/outbox";
import { canEditUnsent, discardMessage, editUnsent, retryMessage } from "../../state/actions";
import { useChannels } from "../../state/channels";
import { copyText } from "../../state/copyText";
import { refusal } from "../../state/explain";
import type { Where } from "../../state/knownNames";
import { notify } from "../../state/notices";
import { usePlaceName } from "../../state/placeName";
import { textOf, wireOf } from "../../state/wireText";
import { Button } from "../../ui/Button";
import { GrowingText } from "../../ui/GrowingText";
import { Icon } from "../../ui/Icon";

/** A message that waits: where it goes, whether it goes first, why it waits, and what can be done. */
export const UnsentRow = ({ message }: { message: Outgoing }) => {
  const t = useT();
  const locale = useLocale();
  const [editing, setEditing] = useState(false);
  const place = usePlaceName(message.channelId);
  const channel = useWhere(message.channelId);
  const failed = message.state === "failed";
  return (
    <li className="rounded-lg bg-raised px-3 py-2.5 text-sm">
      <p className="flex items-baseline gap-2 text-xs text-muted">
        <span className="min-w-0 truncate font-semibold">{place || t("unsent.gone")}</span>
        <span className="shrink-0">{stamp(new Date(message.createdAt).toISOString(), locale, Date.now())}</span>
        {message.priority > 0 && (
          <span className="ml-auto shrink-0 rounded bg-accent-soft px-1.5 font-medium text-accent-text">
            {t("connection.goesFirst")}
          </span>
        )}
      </p>
      {editing ? (
        <UnsentEdit message={message} onDone={() => setEditing(false)} />
      ) : (
        <>
          <p className="line-clamp-2 text-strong wrap-anywhere">{plainText(textOf(message.content, channel).text)}</p>
          <p className={`flex items-center gap-1 pt-1 ${failed ? "text-danger-text" : "text-muted"}`}>
            <span className="shrink-0">
              <Icon name={failed ? "warning" : "clock"} size={14} />
            </span>
            {failed ? refusal(message) : t("messages.waiting")}
          </p>
          <UnsentActions message={message} onEdit={() => setEditing(true)} />
        </>
      )}
    </li>
  );
};

/** Where it goes, as far as it matters for who is called what there. */
const useWhere = (id: Id): Where => {
  const serverId = useChannels((state) => state.byId[id]?.serverId ?? null);
  return { id, serverId };
};

const UnsentActions = ({ message, onEdit }: { message: Outgoing; onEdit: () => void }) => {
  const t = useT();
  const failed = message.state === "failed";
  const action = "tap rounded text-left font-semibold text-accent-text hover:underline";
  return (
    <p className="flex flex-wrap gap-x-4 pt-0.5">
      {failed && (
        <button type="button" className={action} onClick={() => retryMessage(message.nonce)}>
          {t("messages.retry")}
        </button>
      )}
      {canEditUnsent(message.nonce) && (
        <button type="button" className={action} onClick={onEdit}>
          {t("connection.editUnsent")}
        </button>
      )}
      <button type="button" className={action} onClick={() => discardMessage(message.channelId, message.nonce)}>
        {t(failed ? "messages.delete" : "connection.cancelUnsent")}
      </button>
      <button type="button" className={action} onClick={() => void copyText(message.content)}>
        {t("messages.copy")}
      </button>
    </p>
  );
};

const UnsentEdit = ({ message, onDone }: { message: Outgoing; onDone: () => void }) => {
  const t = useT();
  const channel = useWhere(message.channelId);
  const [before] = useState(() => textOf(message.content, channel));
  const [text, setText] = useState(before.text);
  const save = () => {
    const written = text.trim();
    onDone();
    if (written === "" || written === before.text) return;
    // What one may call there the server decides when it is sent.
    const content = wireOf(written, before.names, channel, ALL);
    // Meanwhile it may have gone out as it was.
    if (!editUnsent(message.nonce, content)) notify("error", t("connection.editTooLate"));
  };
  return (
    <form
      className="pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <GrowingText
        autoFocus
        rows={1}
        value={text}
        aria-label={t("connection.editLabel")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone();
          }
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            save();
          }
        }}
        className="w-full rounded-md bg-main px-2 py-1.5 ring-1 ring-line"
      />
      <div className="flex gap-2 pt-2">
        <Button type="submit" disabled={text.trim() === ""}>
          {t("connection.saveUnsent")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("app.cancel")}
        </Button>
      </div>
    </form>
  );
};
