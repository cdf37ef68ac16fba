/** The parts of the window that one goes through by key: servers, channels, oneself, messages, the box, members. */
const PARTS = "nav, section[aria-label], main, form[aria-label], aside";
const FOCUSABLE = [
  "[data-row][tabindex='0']",
  "a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex='0']",
];

/** Takes the focus to the next part that is on screen, or with -1 to the one before. */
export const goToRegion = (step: 1 | -1): void => {
  const parts = regions();
  const here = parts.findLastIndex((part) => part.contains(document.activeElement));
  for (let tries = 1; tries <= parts.length; tries += 1) {
    const next =
      parts[((((here < 0 && step < 0 ? 0 : here) + step * tries) % parts.length) + parts.length) % parts.length];
    const target = next && entranceOf(next, parts);
    if (!target) continue;
    target.focus();
    return;
  }
};

/** Those that stand in the window itself, not in a message or a panel that hangs over it. */
const regions = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(PARTS)].filter(
    (part) => part.getClientRects().length > 0 && !part.closest("[role=dialog], [role=menu], [data-row]"),
  );

/** Where one enters it: what is marked as the place to be, or the first that takes the focus and is its own. */
const entranceOf = (part: HTMLElement, parts: ReadonlyArray<HTMLElement>): HTMLElement | undefined => {
  const inner = parts.filter((other) => other !== part && part.contains(other));
  const own = (element: HTMLElement) =>
    element.getClientRects().length > 0 && !inner.some((other) => other.contains(element));
  for (const selector of FOCUSABLE) {
    const found = [...part.querySelectorAll<HTMLElement>(selector)].find(own);
    if (found) return found;
  }
  return undefined;
};
