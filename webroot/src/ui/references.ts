import { createContext, useContext } from "react";
import type { Names } from "../lib/markdown/parse";

/** What a text names and cannot say itself: what people and roles are called now, how emoji look. */
export interface References {
  person(id: string): string;
  role(id: string): { name: string; color: number };
  /** What a channel is called and where it is; `null` for one that is not seen. */
  channel?(id: string): { name: string; href: string } | null;
  /** The picture of a server's own emoji; `null` when it is not known here. */
  emoji(id: string): string | null;
  /** Whether `@everyone`, `@here` calls anybody. */
  all: boolean;
  /** Where a link leads within this instance, in a few words; `null` for all others. */
  place?(href: string): { text: string; open: () => void } | null;
  /** Shows who somebody is. */
  openPerson?(id: string): void;
  /** Puts a listing where it can be pasted from. */
  copy?(text: string): void;
}

const NOTHING_KNOWN: References = {
  person: () => "…",
  role: () => ({ name: "…", color: 0 }),
  emoji: () => null,
  all: false,
};

/** Given by whoever shows messages. */
export const MarkdownReferences = createContext<References>(NOTHING_KNOWN);

/** What is named in a text that is shown in one line, without its looks. */
export const useNames = (): Names => {
  const { person, role, channel } = useContext(MarkdownReferences);
  return { person, role: (id) => role(id).name, channel: (id) => channel?.(id)?.name };
};
