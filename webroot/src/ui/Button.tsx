import { type ComponentProps, forwardRef } from "react";
import { Icon, type IconName } from "./Icon";
import { tipOf } from "./Tooltip";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  danger: "bg-danger text-on-accent hover:bg-danger-hover",
  quiet: "bg-active text-strong hover:bg-line",
  link: "text-accent-text hover:underline",
} as const;

const SIZES = { small: "min-h-8 px-3", medium: "min-h-10 px-4" } as const;

interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  /** Small beside other things in a row; fingers have the same room in both. */
  size?: "small" | "medium";
  /** Something is under way: not to be pressed again, its size unchanged. */
  busy?: boolean;
}

/** A button with words on it. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(
  (
    { look = "primary", size = "medium", busy = false, className = "", children, type = "button", disabled, ...props },
    ref,
  ) => (
    <button
      ref={ref}
      type={type}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      className={`tap inline-flex select-none items-center justify-center gap-2 rounded-lg text-sm font-semibold
        transition-colors disabled:opacity-60 ${SIZES[size]} ${LOOKS[look]} ${className}`}
      {...props}
    >
      {children}
    </button>
  ),
);

interface IconButtonProps extends Omit<ComponentProps<"button">, "title"> {
  icon: IconName;
  /** Its name, also shown as a tooltip. */
  label: string;
  size?: "small" | "medium";
  tip?: "top" | "right" | "bottom" | "left" | "none";
  filled?: boolean;
}

/** A button that is only an icon. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(
  ({ icon, label, size = "medium", tip = "top", filled = false, className = "", type = "button", ...props }, ref) => (
    <button
      ref={ref}
      type={type}
      aria-label={label}
      {...(tip === "none" ? {} : tipOf(label, tip))}
      className={`tap inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors
        hover:bg-active hover:text-strong aria-pressed:text-strong disabled:opacity-50
        ${size === "small" ? "size-7" : "size-8"} ${className}`}
      {...props}
    >
      <Icon name={icon} size={size === "small" ? 18 : 20} filled={filled} />
    </button>
  ),
);
