import * as Ariakit from "@ariakit/react";
import { cloneElement, type ReactElement, useEffect, useState } from "react";

type Side = "top" | "right" | "bottom" | "left";

interface TooltipProps {
  text: string;
  placement?: Side;
  /** What the tooltip is about; it must spread its props on an element. */
  children: ReactElement;
}

/** The attributes of an element that say what it is when pointed at or focused: nothing else, there are hundreds. */
export const tipOf = (text: string, side: Side = "top") => ({ "data-tip": text, "data-tip-side": side });

/** Says what something is when pointed at or focused. It labels nothing: give the child its own name. */
export const Tooltip = ({ text, placement, children }: TooltipProps) => cloneElement(children, tipOf(text, placement));

/** So long one points at something until it says what it is; at pictures in a row, and from one to the next, sooner. */
const AFTER_MS = 350;
const SOON_MS = 80;
const NEXT_MS = 300;

interface Tip {
  anchor: HTMLElement;
  text: string;
  side: Side;
}

/** Whatever tooltip is shown on the page: one at a time. To be drawn once. */
export const Tooltips = () => {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => watch(setTip), []);
  return tip && <Shown {...tip} />;
};

const Shown = ({ anchor, text, side }: Tip) => {
  const store = Ariakit.useTooltipStore({ open: true, placement: side });
  useEffect(() => store.setAnchorElement(anchor), [store, anchor]);
  return (
    <Ariakit.Tooltip
      store={store}
      gutter={8}
      hideOnEscape={false}
      wrapperProps={{ className: "pointer-events-none" }}
      className="pointer-events-none z-50 max-w-60 rounded-md bg-float px-2.5 py-1.5 text-sm font-medium text-strong
        shadow-lg ring-1 ring-line"
    >
      {text}
    </Ariakit.Tooltip>
  );
};

const tipAt = (anchor: HTMLElement): Tip => ({
  anchor,
  text: anchor.dataset.tip ?? "",
  side: (anchor.dataset.tipSide as Side | undefined) ?? "top",
});

const anchorOf = (event: Event): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;

/** Tells what is to be shown, `null` for nothing. Fingers do not point: they are told nothing. */
const watch = (show: (tip: Tip | null) => void): (() => void) => {
  const hovers = matchMedia("(hover: hover)");
  let at: HTMLElement | null = null;
  let shown = false;
  let timer = 0;
  let hiddenAt = Number.NEGATIVE_INFINITY;
  const renamed = new MutationObserver(() => at && show(tipAt(at)));
  // What is gone from the page, or scrolled away, has nothing to say any more.
  const present = new IntersectionObserver(([entry]) => entry && !entry.isIntersecting && leave());
  const leave = () => {
    clearTimeout(timer);
    if (shown) {
      hiddenAt = performance.now();
      show(null);
    }
    at = null;
    shown = false;
    renamed.disconnect();
    present.disconnect();
  };
  const appear = () => {
    if (!at?.isConnected) return;
    shown = true;
    show(tipAt(at));
    renamed.observe(at, { attributeFilter: ["data-tip"] });
    present.observe(at);
  };
  const come = (anchor: HTMLElement | null, ms: number) => {
    if (anchor === at) return;
    leave();
    at = anchor;
    if (anchor) timer = window.setTimeout(appear, performance.now() - hiddenAt < NEXT_MS ? 0 : ms);
  };
  const onPoint = (event: PointerEvent) => {
    if (event.pointerType !== "mouse" || !hovers.matches) return;
    const anchor = anchorOf(event);
    come(anchor, anchor?.dataset.tipSide === "right" ? SOON_MS : AFTER_MS);
  };
  const onFocus = (event: FocusEvent) => {
    const anchor = anchorOf(event);
    if (anchor?.matches(":focus-visible")) come(anchor, 0);
  };
  const onKey = (event: KeyboardEvent) => event.key === "Escape" && leave();
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal } as const;
  document.addEventListener("pointerover", onPoint, options);
  document.documentElement.addEventListener("pointerleave", leave, { ...options, capture: false });
  document.addEventListener("focusin", onFocus, options);
  for (const end of ["focusout", "pointerdown", "dragstart"]) document.addEventListener(end, leave, options);
  document.addEventListener("keydown", onKey, options);
  return () => {
    ended.abort();
    leave();
  };
};
