import { type ComponentProps, forwardRef, useImperativeHandle, useLayoutEffect, useRef } from "react";

/** A text area as high as its text, up to half the window. */
export const GrowingText = forwardRef<HTMLTextAreaElement, ComponentProps<"textarea">>(
  ({ className = "", value, ...props }, ref) => {
    const box = useRef<HTMLTextAreaElement>(null);
    useImperativeHandle(ref, () => box.current as HTMLTextAreaElement);
    // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever the text changes
    useLayoutEffect(() => {
      const element = box.current;
      if (!element) return;
      element.style.height = "auto";
      element.style.height = `${element.scrollHeight}px`;
    }, [value]);
    return (
      <textarea
        ref={box}
        rows={1}
        value={value}
        className={`block max-h-[50dvh] resize-none overflow-y-auto text-strong outline-none ${className}`}
        {...props}
      />
    );
  },
);
