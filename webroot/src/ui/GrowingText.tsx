import { type ComponentProps, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";

/** As high as what stands in it. What is around keeps its height meanwhile: messages above keep their place. */
const settle = (element: HTMLElement): void => {
  const around = element.parentElement;
  if (around) around.style.height = `${around.offsetHeight}px`;
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight}px`;
  if (around) around.style.height = "";
};

/** A text area as high as its text, up to half the window, in whatever width and letters it is shown. */
export const GrowingText = forwardRef<HTMLTextAreaElement, ComponentProps<"textarea">>(
  ({ className = "", value, placeholder, ...props }, ref) => {
    const box = useRef<HTMLTextAreaElement>(null);
    useImperativeHandle(ref, () => box.current as HTMLTextAreaElement);
    // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever what stands there changes
    useLayoutEffect(() => {
      if (box.current) settle(box.current);
    }, [value, placeholder]);
    // Lines break elsewhere when the window narrows, a pane opens beside it, or the letters have come.
    useEffect(() => {
      const element = box.current;
      if (!element) return undefined;
      const resettle = () => settle(element);
      let width = element.offsetWidth;
      const observer = new ResizeObserver(() => {
        if (element.offsetWidth === width) return;
        width = element.offsetWidth;
        resettle();
      });
      observer.observe(element);
      document.fonts.addEventListener("loadingdone", resettle);
      return () => {
        observer.disconnect();
        document.fonts.removeEventListener("loadingdone", resettle);
      };
    }, []);
    return (
      <textarea
        ref={box}
        rows={1}
        value={value}
        placeholder={placeholder}
        className={`block max-h-[50dvh] resize-none overflow-y-auto text-strong outline-none ${className}`}
        {...props}
      />
    );
  },
);
