import { type ReactNode, useState } from "react";
import { useT } from "../i18n/t";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

interface ConfirmDialogProps {
  title: string;
  hint?: ReactNode;
  confirm: string;
  danger?: boolean;
  disabled?: boolean;
  /** Says whether it worked; the dialog stays open where it did not. */
  onConfirm: () => Promise<boolean>;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back, or that needs a word more. */
export const ConfirmDialog = ({
  title,
  hint,
  confirm,
  danger = false,
  disabled = false,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) => {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    if (await onConfirm()) onClose();
    else setBusy(false);
  };
  return (
    <Dialog open onClose={onClose} closeLabel={t("app.close")} title={title} hint={hint}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        {children}
        <div className="mt-5 flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" look={danger ? "danger" : "primary"} busy={busy} disabled={disabled}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
