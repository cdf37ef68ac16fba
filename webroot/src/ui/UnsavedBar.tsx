import { useCallback, useState } from "react";
import { useT } from "../i18n/t";
import { Button } from "./Button";
import { useUnsaved } from "./unsaved";

interface UnsavedBarProps {
  /** Whether something on the page differs from what is saved; without it the bar is not there. */
  dirty: boolean;
  busy: boolean;
  /** Why the last try to save failed, in a sentence. */
  error?: string | null;
  onSave: () => void;
  onReset: () => void;
}

/** At the foot of a page of settings: what is not saved, and the two ways out. Leaving without one makes it flash. */
export const UnsavedBar = ({ dirty, busy, error = null, onSave, onReset }: UnsavedBarProps) => {
  const t = useT();
  const [tries, setTries] = useState(0);
  useUnsaved(
    dirty,
    useCallback(() => setTries((count) => count + 1), []),
  );
  if (!dirty) return null;
  return (
    <div className="sticky bottom-3 z-10 mt-6">
      <div
        key={tries}
        role="status"
        className={`flex flex-wrap items-center gap-2 rounded-xl bg-float px-4 py-2.5 shadow-2xl ring-1 ring-edge
          ${tries > 0 ? "animate-flash" : "animate-rise"}`}
      >
        <p className={`min-w-40 flex-1 text-sm font-medium ${error ? "text-danger-text" : "text-strong"}`}>
          {error ?? t("settings.unsaved")}
        </p>
        <div className="ml-auto flex gap-2">
          <Button look="quiet" disabled={busy} onClick={onReset}>
            {t("settings.reset")}
          </Button>
          <Button busy={busy} onClick={onSave}>
            {t("settings.save")}
          </Button>
        </div>
      </div>
    </div>
  );
};
