import type { ComponentProps, CSSProperties } from "react";

interface RangeProps extends Omit<ComponentProps<"input">, "type" | "onChange"> {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** The browser's own slider, in the colours of the theme: browsers draw the rest of the way in one of theirs. */
export const Range = ({ value, min, max, onChange, className = "", ...props }: RangeProps) => (
  <input
    type="range"
    min={min}
    max={max}
    value={value}
    onChange={(event) => onChange(Number(event.target.value))}
    style={{ "--part": `${((value - min) / (max - min)) * 100}%` } as CSSProperties}
    className={`range tap h-6 cursor-pointer ${className}`}
    {...props}
  />
);
