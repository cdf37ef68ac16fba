import { useState } from "react";
import { reportMessage } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain, explainField } from "../../state/explain";
import { useMessages } from "../../state/messages";
import { notify } from "../../state/notices";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { FieldArea } from "../../ui/FieldArea";
import { Markdown } from "../../ui/Markdown";

/** Tells those who keep order in the server of a message. */
export const ReportMessageDialog = ({ messageId, onClose }: { messageId: Id; onClose: () => void }) => {
  const t = useT();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const message = useMessages(({ histories }) =>
    Object.values(histories)
      .flatMap((history) => history.messages)
      .find((other) => other.id === messageId),
  );
  const send = async () => {
    if (reason.trim() === "") {
      setError(t("person.reportWhy"));
      return false;
    }
    try {
      await reportMessage(messageId, { reason: reason.trim() });
      notify("info", t("person.reported"));
      return true;
    } catch (failure) {
      setError(explainField(asProblem(failure), "reason") ?? explain(failure));
      return false;
    }
  };
  return (
    <ConfirmDialog
      title={t("person.report")}
      hint={t("person.reportHint")}
      confirm={t("person.reportButton")}
      danger
      onConfirm={send}
      onClose={onClose}
    >
      {message && (
        <div className="mb-4 max-h-32 overflow-hidden rounded-lg bg-raised p-3 text-sm">
          <p className="font-semibold text-strong">{message.author?.displayName ?? t("messages.deletedAuthor")}</p>
          <Markdown text={message.content} />
        </div>
      )}
      <FieldArea
        label={t("person.reportReason")}
        value={reason}
        error={error}
        maxLength={512}
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setReason(event.target.value);
          setError(undefined);
        }}
      />
    </ConfirmDialog>
  );
};
