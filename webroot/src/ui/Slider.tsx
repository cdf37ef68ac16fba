import { type ReactNode, useId } from "react";
import { Range } from "./Range";

interface SliderProps {
  label: string;
  hint?: ReactNode;
  value: number;
  least: number;
  most: number;
  step?: number;
  /** The value as it is read: with its unit. */
  shown: string;
  onChange: (value: number) => void;
}

/** A number between two others. */
export const Slider = ({ label, hint, value, least, most, step = 1, shown, onChange }: SliderProps) => {
  const id = useId();
  return (
    <div className="py-2.5">
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-strong">
          {label}
        </label>
        <output htmlFor={id} className="text-sm text-muted tabular-nums">
          {shown}
        </output>
      </div>
      <Range
        id={id}
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={shown}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={onChange}
        className="w-full"
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
};
