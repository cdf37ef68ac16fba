import { useState } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { deleteMessage } from "../../state/actions";
import { attempt } from "../../state/explain";
import { useMessages } from "../../state/messages";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Markdown } from "../../ui/Markdown";

/** Asks before a message goes. */
export const DeleteMessageDialog = ({ messageId, onClose }: { messageId: Id; onClose: () => void }) => {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const message = useMessages(({ histories }) =>
    Object.values(histories)
      .flatMap((history) => history.messages)
      .find((other) => other.id === messageId),
  );
  const remove = async () => {
    setBusy(true);
    if (await attempt(deleteMessage(messageId))) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      closeLabel={t("app.close")}
      title={t("messages.deleteTitle")}
      hint={t("messages.deleteHint")}
    >
      {message && (
        <div className="max-h-48 overflow-hidden rounded-lg bg-raised p-3 text-sm">
          <p className="font-semibold text-strong">{message.author?.displayName ?? t("messages.deletedAuthor")}</p>
          <Markdown text={message.content} />
        </div>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void remove()} autoFocus data-autofocus="true">
          {t("messages.delete")}
        </Button>
      </div>
    </Dialog>
  );
};
