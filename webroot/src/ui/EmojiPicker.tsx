import * as Ariakit from "@ariakit/react";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { useT } from "../i18n/t";

const Panel = lazy(() => import("./EmojiPanel").then((module) => ({ default: module.EmojiPanel })));

interface EmojiPickerProps {
  /** What opens it; takes a ref and spreads its props. */
  button: ReactElement;
  onPick: (emoji: string) => void;
  /** Whether it is open, where that is not its own affair. */
  open?: boolean | undefined;
  onOpenChange?: (open: boolean) => void;
}

/** A button that opens all emoji; the panel and its data are loaded when first opened. */
export const EmojiPicker = ({ button, onPick, open: told, onOpenChange }: EmojiPickerProps) => {
  const t = useT();
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
        className="z-50 flex h-96 w-84 max-w-[calc(100vw-16px)] animate-rise overflow-hidden rounded-xl bg-float
          shadow-2xl
          ring-1 ring-line outline-none"
      >
        <Suspense fallback={<p className="m-auto text-sm text-muted">{t("messages.emojiLoading")}</p>}>
          <Panel
            onPick={(emoji) => {
              onPick(emoji);
              change(false);
            }}
          />
        </Suspense>
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  );
};
