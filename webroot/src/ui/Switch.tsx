import { type ReactNode, useId } from "react";

interface SwitchProps {
  label: ReactNode;
  hint?: ReactNode;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** Something that is on or off, with what it means. */
export const Switch = ({ label, hint, on, disabled = false, onChange }: SwitchProps) => {
  const id = useId();
  return (
    <div className="flex items-start gap-4 py-2.5">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block font-medium text-strong wrap-anywhere">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={on}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!on)}
        className={`relative mt-0.5 h-6 w-10.5 shrink-0 rounded-full transition-colors disabled:opacity-50
          after:absolute after:-inset-2.5 after:content-[''] ${on ? "bg-accent" : "bg-edge"}`}
      >
        <span
          className={`absolute top-0.75 left-0.75 size-4.5 rounded-full bg-on-accent transition-transform
            ${on ? "translate-x-4.5" : ""}`}
        />
      </button>
    </div>
  );
};
