import * as Ariakit from "@ariakit/react";
import type { ReactNode } from "react";

interface DrawerProps {
  side: "left" | "right";
  label: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A pane that lies over the page in a narrow window; closes by Escape, a swipe, a click outside or a choice inside. */
export const Drawer = ({ side, label, open, onClose, children }: DrawerProps) => (
  <Ariakit.Dialog
    open={open}
    onClose={onClose}
    unmountOnHide
    aria-label={label}
    data-drawer={side}
    backdrop={<div className="bg-shade" />}
    className={`fixed inset-y-0 z-30 flex max-w-[calc(100vw-48px)] overflow-hidden bg-side
      pb-[env(safe-area-inset-bottom)]
      pt-[env(safe-area-inset-top)] shadow-2xl transition-transform duration-150 ease-out data-enter:translate-x-0
      ${side === "left" ? "left-0 -translate-x-full" : "right-0 translate-x-full"}`}
  >
    {children}
  </Ariakit.Dialog>
);
