import { type ComponentProps, forwardRef, type ReactNode, useId } from "react";

interface FieldAreaProps extends ComponentProps<"textarea"> {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
}

/** A labelled input of several lines. The line below it is always there, so that an error moves nothing. */
export const FieldArea = forwardRef<HTMLTextAreaElement, FieldAreaProps>(
  ({ label, error, hint, className = "", rows = 3, ...props }, ref) => {
    const id = useId();
    return (
      <div className={className}>
        <label htmlFor={id} className="mb-1.5 block text-sm font-semibold text-strong">
          {label}
        </label>
        <textarea
          ref={ref}
          id={id}
          rows={rows}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint`}
          className={`block w-full resize-y rounded-lg border bg-raised px-3 py-2 text-strong transition-colors
            ${error ? "border-danger-text" : "border-edge focus:border-accent-text"}`}
          {...props}
        />
        <p id={`${id}-hint`} className={`mt-1 mb-2 min-h-5 text-sm ${error ? "text-danger-text" : "text-muted"}`}>
          {error ?? hint}
        </p>
      </div>
    );
  },
);
