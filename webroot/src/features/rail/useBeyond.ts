import { type RefObject, useEffect, useState } from "react";

/** Which of the elements with `data-calls` cannot be seen: above and below of what their list shows. */
export const useBeyond = (scroller: RefObject<HTMLElement | null>, calling: unknown) => {
  const [beyond, setBeyond] = useState({ above: false, below: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew whenever another one calls
  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const look = () => {
      const { above, below } = elementsBeyond(box);
      const next = { above: above.length > 0, below: below.length > 0 };
      setBeyond((now) => (now.above === next.above && now.below === next.below ? now : next));
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      box.removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [scroller, calling]);
  /** Shows the nearest of them. */
  const show = (where: "above" | "below") => {
    const box = scroller.current;
    if (!box) return;
    const { above, below } = elementsBeyond(box);
    (where === "above" ? above.at(-1) : below[0])?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  return { ...beyond, show };
};

/** So much of an element may be hidden while it still counts as seen. */
const SLACK_PX = 12;

const elementsBeyond = (box: HTMLElement) => {
  const { top, bottom } = box.getBoundingClientRect();
  const calling = [...box.querySelectorAll("[data-calls]")];
  return {
    above: calling.filter((one) => one.getBoundingClientRect().top < top - SLACK_PX),
    below: calling.filter((one) => one.getBoundingClientRect().bottom > bottom + SLACK_PX),
  };
};
