import { useId } from "react";

interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, side by side: what of a list is shown. */
export const Segments = <Value extends string>({ label, value, choices, onChange }: SegmentsProps<Value>) => {
  const name = useId();
  return (
    <fieldset className="inline-flex max-w-full flex-wrap gap-1 rounded-lg bg-raised p-1">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={`tap relative flex min-h-8 cursor-pointer items-center rounded-md px-3 text-sm font-medium
            has-focus-visible:outline-2 has-focus-visible:outline-ring
            ${choice.value === value ? "bg-main text-strong shadow-sm" : "text-muted hover:text-strong"}`}
        >
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="absolute inset-0 m-0 size-full cursor-[inherit] opacity-0"
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
};
