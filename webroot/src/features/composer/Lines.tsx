import { useT } from "../../i18n/t";
import { OUTBOX_MAX } from "../../realtime/outbox";
import { openDialog } from "../../state/dialogs";

const LINK = "tap shrink-0 rounded font-semibold text-accent-text hover:underline disabled:opacity-60";

/** So many wait to be sent that no more is taken. */
export const FullLine = () => {
  const t = useT();
  return (
    <p role="alert" className="flex items-center gap-3 pb-1.5 text-sm text-danger-text">
      <span className="flex-1">{t("composer.full", { count: OUTBOX_MAX })}</span>
      <button type="button" className={LINK} onClick={() => openDialog({ kind: "unsent", signingOut: false })}>
        {t("composer.fullShow")}
      </button>
    </p>
  );
};

/** More than this is better shared as something else than messages. */
const PARTS_MAX = 10;

interface TooLongLineProps {
  /** The text as several that are short enough. */
  parts: () => ReadonlyArray<string>;
  disabled: boolean;
  onSend: (parts: ReadonlyArray<string>) => void;
}

/** What was written or pasted is too long for one message: it can go as several. */
export const TooLongLine = ({ parts, disabled, onSend }: TooLongLineProps) => {
  const t = useT();
  const count = parts().length;
  return (
    <p className="flex items-center gap-3 pb-1.5 text-sm text-danger-text">
      <span className="flex-1">{t("composer.tooLong")}</span>
      {count > 1 && count <= PARTS_MAX && (
        <button type="button" className={LINK} disabled={disabled} onClick={() => onSend(parts())}>
          {t("composer.sendParts", { count })}
        </button>
      )}
    </p>
  );
};
