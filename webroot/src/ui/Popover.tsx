import * as Ariakit from "@ariakit/react";
import type { ReactElement, ReactNode } from "react";

interface PopoverProps {
  /** What opens it; takes a ref and spreads its props. */
  button: ReactElement;
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** A panel with a title that hangs from a button. */
export const Popover = ({ button, title, open, onOpenChange, children }: PopoverProps) => (
  <Ariakit.PopoverProvider open={open} setOpen={onOpenChange} placement="bottom-end">
    <Ariakit.PopoverDisclosure render={button} />
    <Ariakit.Popover
      portal
      modal
      gutter={8}
      unmountOnHide
      className="z-40 flex max-h-[min(32rem,var(--popover-available-height))] w-100 max-w-[calc(100vw-16px)]
        animate-rise flex-col overflow-hidden rounded-xl bg-float shadow-2xl ring-1 ring-line outline-none"
    >
      <Ariakit.PopoverHeading className="border-line border-b px-4 py-3 font-semibold text-strong">
        {title}
      </Ariakit.PopoverHeading>
      {children}
    </Ariakit.Popover>
  </Ariakit.PopoverProvider>
);
