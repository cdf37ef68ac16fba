import * as Ariakit from "@ariakit/react";
import type { ReactNode } from "react";

interface PaletteProps {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog at the top of the page that one types into: found, chosen, gone. On a phone it has the whole width. */
export const Palette = ({ label, onClose, children }: PaletteProps) => (
  <Ariakit.Dialog
    open
    onClose={onClose}
    unmountOnHide
    aria-label={label}
    backdrop={<div className="bg-shade" />}
    className="fixed inset-x-2 top-[max(0.5rem,env(safe-area-inset-top))] z-40 mx-auto flex
      max-h-[min(34rem,calc(100dvh-1rem))] max-w-140 animate-rise flex-col overflow-hidden rounded-2xl bg-main
      shadow-2xl ring-1 ring-line phone:top-[12vh]"
  >
    {children}
  </Ariakit.Dialog>
);
