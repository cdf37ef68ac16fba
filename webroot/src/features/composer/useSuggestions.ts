import { type KeyboardEvent, useId, useState } from "react";
import type { Channel } from "../../api/types";
import type { Powers } from "../../lib/permissions";
import type { Names } from "../../lib/wire";
import { put, type Suggestion, suggestionsFor } from "./suggestions";
import { type Trigger, triggerAt } from "./trigger";
import { useKnown } from "./useKnown";

/** What is offered at the caret, and which of it is chosen. */
export interface SuggestionsState {
  open: boolean;
  listId: string;
  trigger: Trigger | null;
  items: ReadonlyArray<Suggestion>;
  active: number;
  point(index: number): void;
  /** Puts one of them into the text. */
  take(index: number): void;
  /** `true` when the key was for the list. */
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
}

/** Replaces a part of the text, and leaves the caret behind it. */
type Replace = (from: number, to: number, text: string, names: Names) => void;

interface Place {
  channel: Channel;
  powers: Powers | null;
  text: string;
  names: Names;
  /** Where the caret is; `null` where nothing is to be suggested. */
  caret: number | null;
}

export const useSuggestions = ({ channel, powers, text, names, caret }: Place, replace: Replace): SuggestionsState => {
  const listId = useId();
  const at = caret === null ? null : triggerAt(text, caret);
  const place = at && `${at.kind}:${at.from}`;
  // Closed by Escape, it stays so until something else is named.
  const [closed, setClosed] = useState<string | null>(null);
  const [chosen, setChosen] = useState({ for: "", index: 0 });
  const trigger = place === closed ? null : at;
  const known = useKnown(channel, powers, trigger);
  const items = trigger ? suggestionsFor(trigger, known) : [];
  const open = items.length > 0;
  const now = trigger ? `${place}:${trigger.query}` : "";
  const active = chosen.for === now ? Math.min(chosen.index, items.length - 1) : 0;
  if (place === null && closed !== null) setClosed(null);

  const point = (index: number) => setChosen({ for: now, index });
  const take = (index: number) => {
    const suggestion = items[index];
    if (!suggestion || !trigger || caret === null) return;
    const { text: word, names: more } = put(suggestion, names, trigger.kind === "addressee");
    // A space goes on, unless there is one.
    replace(trigger.from, caret, /^\s/.test(text.slice(caret)) ? word : `${word} `, more);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!open || event.nativeEvent.isComposing) return false;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
        point((active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length);
        break;
      case "Enter":
        if (event.shiftKey || event.ctrlKey || event.metaKey || isWhole(items[active], trigger, text)) return false;
        take(active);
        break;
      case "Tab":
        if (event.shiftKey) return false;
        take(active);
        break;
      case "Escape":
        event.stopPropagation();
        setClosed(place);
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  };
  return { open, listId, trigger, items, active, point, take, onKeyDown };
};

/** What is written to its end already, a command or whom it is for: Enter sends it. */
const isWhole = (suggestion: Suggestion | undefined, trigger: Trigger | null, text: string): boolean => {
  if (suggestion?.kind === "command") return text.trim().toLowerCase() === `/${suggestion.command.name}`;
  const isNamed = suggestion?.kind === "person" && trigger?.kind === "addressee";
  return isNamed && trigger.query.toLowerCase() === suggestion.person.username.toLowerCase();
};
