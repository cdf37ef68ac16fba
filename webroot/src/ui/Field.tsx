import { type ComponentProps, forwardRef, type ReactNode, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  /** Something inside the right end of the box, such as a button. */
  trailing?: ReactNode;
}

/** A labelled input. The line below it is always there, so that an error moves nothing. */
export const Field = forwardRef<HTMLInputElement, FieldProps>(
  ({ label, error, hint, trailing, className = "", ...props }, ref) => {
    const id = useId();
    return (
      <div className={className}>
        <label htmlFor={id} className="mb-1.5 block text-sm font-semibold text-strong">
          {label}
        </label>
        <div className="relative">
          <input
            ref={ref}
            id={id}
            aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-hint`}
            className={`h-11 w-full rounded-lg border bg-raised px-3 text-strong transition-colors
              ${trailing ? "pr-12" : ""} ${error ? "border-danger-text" : "border-edge focus:border-accent-text"}`}
            {...props}
          />
          {trailing && <div className="absolute inset-y-0 right-1.5 flex items-center">{trailing}</div>}
        </div>
        <p id={`${id}-hint`} className={`mt-1 mb-2 min-h-5 text-sm ${error ? "text-danger-text" : "text-muted"}`}>
          {error ?? hint}
        </p>
      </div>
    );
  },
);
