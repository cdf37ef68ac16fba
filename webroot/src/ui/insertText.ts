/** Replaces a part of a text box as if it were typed: it can be undone, and who listens to the box hears of it. */
export const insertText = (box: HTMLTextAreaElement, from: number, to: number, text: string): void => {
  box.focus();
  box.setSelectionRange(from, to);
  // The one way that keeps what can be undone; browsers that do not know it lose that alone.
  const done = typeof document.execCommand === "function" && document.execCommand("insertText", false, text);
  if (done) return;
  box.setRangeText(text, from, to, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
