import { type RefObject, useEffect, useRef, useState } from "react";
import type { Id } from "../../api/types";
import { setDraft } from "../../state/drafts";
import { actionOf } from "../../state/keys";
import { insertText } from "../../ui/insertText";
import type { Change } from "./format";

/** The box that one writes in: where its caret is, and how text is put there. */
export const useBox = (channelId: Id, text: string) => {
  const box = useRef<HTMLTextAreaElement>(null);
  /** The caret; `null` while something is selected or the box is left. */
  const [caret, setCaret] = useState<number | null>(null);
  // Where more is to be put while something else has the focus.
  const place = useRef<number | null>(null);

  const look = () => {
    const element = box.current;
    const one = element && document.activeElement === element && element.selectionStart === element.selectionEnd;
    setCaret(one ? element.selectionStart : null);
    place.current = element?.selectionEnd ?? null;
  };
  const change = ({ from, to, text: put, selectFrom, selectTo }: Change) => {
    const element = box.current;
    if (!element) return;
    insertText(element, from, to, put);
    element.setSelectionRange(from + selectFrom, from + selectTo);
    look();
  };
  /** Puts something at the caret; with `more` to come the focus stays where it is. */
  const insert = (put: string, more: boolean) => {
    const at = Math.min(place.current ?? text.length, text.length);
    if (more) {
      setDraft(channelId, { text: text.slice(0, at) + put + text.slice(at) });
      place.current = at + put.length;
      return;
    }
    requestAnimationFrame(() => {
      if (box.current) insertText(box.current, at, at, put);
    });
  };
  return { box, caret, look, change, insert };
};

/** A letter typed while nothing else wants it goes to the composer. */
export const useTypingAnywhere = (box: RefObject<HTMLTextAreaElement | null>) => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || event.defaultPrevented || document.activeElement !== document.body) return;
      if (actionOf(event, "anywhere")) return;
      if (!document.querySelector("[role=dialog], [role=menu]")) box.current?.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [box]);
};
