import * as Ariakit from "@ariakit/react";
import { createContext, type ReactElement, useContext, useState } from "react";
import { useT } from "../i18n/t";
import type { Tone } from "../lib/emoji";
import { soon } from "./soon";

const Waiting = () => <p className="m-auto text-sm text-muted">{useT()("messages.emojiLoading")}</p>;

const EmojiPanel = soon(() => import("./EmojiPanel").then((module) => module.EmojiPanel), <Waiting />);

/** An emoji of a server's own. */
export interface OwnEmoji {
  id: string;
  name: string;
  url: string;
}

/** A server's own emoji, under its name. */
export interface EmojiSet {
  id: string;
  name: string;
  iconUrl: string | null;
  emoji: ReadonlyArray<OwnEmoji>;
}

/** What there is to choose from besides what everybody has, and how somebody likes it. */
export interface EmojiSource {
  /** The server that is open. */
  here: EmojiSet | null;
  others: ReadonlyArray<EmojiSet>;
  /** The latest first; a server's own as `name:id`. */
  recent: ReadonlyArray<string>;
  tone: Tone;
  onTone(tone: Tone): void;
  onUsed(emoji: string): void;
}

const NOTHING: EmojiSource = {
  here: null,
  others: [],
  recent: [],
  tone: 0,
  onTone: () => undefined,
  onUsed: () => undefined,
};

/** Given by whoever knows the servers. */
export const EmojiSources = createContext<EmojiSource>(NOTHING);

interface EmojiPickerProps {
  /** What opens it; takes a ref and spreads its props. */
  button: ReactElement;
  /**
   * An emoji was chosen: a character, or a server's own as `name:id`. With Shift the picker stays open for more.
   */
  onPick: (emoji: string, more: boolean) => void;
  /** Whether it is open, where that is not its own affair. */
  open?: boolean | undefined;
  onOpenChange?: (open: boolean) => void;
  /** Whether those of all servers can be chosen, and not of the open one alone. */
  everywhere?: boolean;
}

/** A button that opens all emoji; the panel and its data are loaded when first opened. */
export const EmojiPicker = ({ button, onPick, open: told, onOpenChange, everywhere = false }: EmojiPickerProps) => {
  const t = useT();
  const source = useContext(EmojiSources);
  const [own, setOwn] = useState(false);
  const open = told ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <Ariakit.PopoverProvider open={open} setOpen={change} placement="top-end">
      <Ariakit.PopoverDisclosure render={button} />
      <Ariakit.Popover
        portal
        modal
        unmountOnHide
        gutter={8}
        aria-label={t("messages.emoji")}
        className="z-50 flex h-106 max-h-[min(26.5rem,var(--popover-available-height))] w-88
          max-w-[calc(100vw-16px)] animate-rise overflow-hidden rounded-xl bg-float shadow-2xl ring-1 ring-line
          outline-none"
      >
        <EmojiPanel
          source={everywhere ? source : { ...source, others: [] }}
          onPick={(emoji, more) => {
            source.onUsed(emoji);
            onPick(emoji, more);
            if (!more) change(false);
          }}
        />
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  );
};
