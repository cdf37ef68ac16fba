import { useT } from "../../i18n/t";
import { Button } from "../../ui/Button";

/** What each step of adding a server is given. */
export interface FormProps {
  onClose: () => void;
  onBack: () => void;
}

interface FormButtonsProps {
  onBack: () => void;
  busy: boolean;
  submit: string;
}

/** One step back, or on. */
export const FormButtons = ({ onBack, busy, submit }: FormButtonsProps) => {
  const t = useT();
  return (
    <div className="mt-4 flex justify-between gap-2">
      <Button look="quiet" onClick={onBack}>
        {t("server.back")}
      </Button>
      <Button type="submit" busy={busy}>
        {submit}
      </Button>
    </div>
  );
};
