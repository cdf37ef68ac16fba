import { useState } from "react";
import { bulkDelete } from "../../api/calls";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { deleteMessage } from "../../state/actions";
import { attempt } from "../../state/explain";
import { SELECTED_MAX, stopSelecting, useSelecting } from "../../state/selecting";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

/** Under the list while one chooses messages: how many, and what to do with them. */
export const SelectionBar = ({ channelId }: { channelId: Id }) => {
  const t = useT();
  const ids = useSelecting((state) => (state.channelId === channelId ? state.ids : null));
  const [asking, setAsking] = useState(false);
  if (ids === null) return null;
  const remove = async () => {
    const [only] = ids;
    const gone = ids.length === 1 && only ? deleteMessage(only) : bulkDelete(channelId, [...ids]);
    const done = await attempt(gone);
    if (done) stopSelecting();
    return done;
  };
  return (
    <div
      role="toolbar"
      aria-label={t("messages.selection")}
      className="mx-4 mb-2 flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 rounded-xl bg-float px-4 py-2 shadow-lg
        ring-1 ring-line"
    >
      <p role="status" className="min-w-40 flex-1 text-sm">
        <span className="font-semibold text-strong">{t("messages.selected", { count: ids.length })}</span>
        <span className="ml-2 text-muted pointer-coarse:hidden">
          {ids.length >= SELECTED_MAX ? t("messages.selectedMost") : t("messages.selectHint")}
        </span>
      </p>
      <Button look="quiet" size="small" onClick={stopSelecting}>
        {t("app.cancel")}
      </Button>
      <Button look="danger" size="small" disabled={ids.length === 0} onClick={() => setAsking(true)}>
        {t("messages.delete")}
      </Button>
      {asking && (
        <ConfirmDialog
          danger
          title={t("messages.deleteSome", { count: ids.length })}
          hint={t("messages.deleteSomeHint")}
          confirm={t("messages.delete")}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
};
