import { type ReactNode, useId } from "react";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
  /** Shown before the words. */
  picture?: ReactNode;
}

interface ChoicesProps<Value extends string> {
  label: string;
  hint?: ReactNode;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export const Choices = <Value extends string>({ label, hint, value, choices, onChange }: ChoicesProps<Value>) => {
  const id = useId();
  return (
    <fieldset className="min-w-0 py-2.5" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend className="mb-1.5 font-medium text-strong">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 mb-2 text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="flex flex-col gap-1.5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="tap relative flex cursor-pointer items-center gap-3 rounded-lg border border-line bg-raised px-3
              py-2.5 hover:border-edge has-checked:border-accent-text has-checked:bg-accent-soft
              has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={id}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="size-4.5 shrink-0 accent-accent outline-none"
            />
            {choice.picture}
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-medium text-strong wrap-anywhere">{choice.label}</span>
              {choice.hint && <span className="block text-sm text-text">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
