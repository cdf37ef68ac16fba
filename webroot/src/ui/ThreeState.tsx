import { type ReactNode, useId } from "react";
import { Icon, type IconName } from "./Icon";

export interface ThreeStateChoice<Value extends string> {
  value: Value;
  label: string;
  icon: IconName;
  look: string;
  disabled?: boolean;
}

interface ThreeStateProps<Value extends string> {
  label: string;
  hint: ReactNode;
  value: Value;
  choices: readonly ThreeStateChoice<Value>[];
  onChange: (value: Value) => void;
}

/** One of three that exclude each other, each a small button beside the words. */
export const ThreeState = <Value extends string>({ label, hint, value, choices, onChange }: ThreeStateProps<Value>) => {
  const id = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-2 py-2.5" aria-describedby={`${id}-hint`}>
      <legend className="sr-only">{label}</legend>
      <div className="min-w-48 flex-1">
        <p aria-hidden="true" className="font-medium text-strong">
          {label}
        </p>
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
          {hint}
        </p>
      </div>
      <div className="flex shrink-0 overflow-hidden rounded-lg ring-1 ring-edge">
        {choices.map((choice) => (
          <label
            key={choice.value}
            title={choice.label}
            className={`relative flex h-8 w-9 items-center justify-center pointer-coarse:h-11 pointer-coarse:w-12
              has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring
              ${choice.disabled ? "cursor-not-allowed opacity-40" : "cursor-pointer"}
              ${choice.value === value ? choice.look : `text-muted ${choice.disabled ? "" : "hover:bg-hover"}`}`}
          >
            <input
              type="radio"
              name={id}
              aria-label={choice.label}
              checked={choice.value === value}
              disabled={choice.disabled}
              onChange={() => onChange(choice.value)}
              className="absolute inset-0 m-0 size-full cursor-[inherit] opacity-0"
            />
            <Icon name={choice.icon} size={18} />
          </label>
        ))}
      </div>
    </fieldset>
  );
};
