import { t } from "../i18n/t";
import { notify } from "./notices";

/** Puts a text where it can be pasted from, and says so; or that it could not. */
export const copyText = async (text: string, said = t("app.copied")): Promise<void> => {
  if (await copied(text)) notify("info", said);
  else notify("error", t("app.notCopied"));
};

/** The same for who says it in another way: whether it was copied. */
export const copied = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Forbidden; or there is none, as where a page is served over plain HTTP: then the old way may do.
    return copiedByHand(text);
  }
};

/** As if somebody had marked the text and pressed Ctrl+C. The focus is where it was afterwards. */
const copiedByHand = (text: string): boolean => {
  const before = document.activeElement;
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "sr-only";
  // Within what is open in front: elsewhere it would not be given the focus.
  (before?.closest("[role=dialog], [role=menu]") ?? document.body).append(box);
  box.focus({ preventScroll: true });
  box.select();
  try {
    return typeof document.execCommand === "function" && document.execCommand("copy");
  } finally {
    box.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
};
