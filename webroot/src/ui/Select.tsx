import { type ReactNode, useId } from "react";

interface SelectProps<Value extends string> {
  label: string;
  hint?: ReactNode;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  disabled?: boolean;
  onChange: (value: Value) => void;
  className?: string;
}

/** One of a few, by the browser's own list. */
export const Select = <Value extends string>({
  label,
  hint,
  value,
  choices,
  disabled = false,
  onChange,
  className = "",
}: SelectProps<Value>) => {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold text-strong">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value as Value)}
        className="h-11 w-full rounded-lg border border-edge bg-raised px-2.5 text-strong disabled:opacity-60"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
};
