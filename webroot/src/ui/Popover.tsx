import * as Ariakit from "@ariakit/react";
import type { ReactElement, ReactNode } from "react";
import { useMedia } from "./useLater";

interface PopoverProps {
  /** What opens it; takes a ref and spreads its props. */
  button: ReactElement;
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** A panel with a title that hangs from a button; on a phone it rises from the foot of the page. */
export const Popover = ({ button, title, open, onOpenChange, children }: PopoverProps) => {
  const narrow = useMedia("(width < 40rem)");
  return (
    <Ariakit.PopoverProvider open={open} setOpen={onOpenChange} placement="bottom-end">
      <Ariakit.PopoverDisclosure render={button} />
      <Ariakit.Popover
        portal
        modal
        gutter={8}
        unmountOnHide
        backdrop={narrow && <div className="bg-shade" />}
        wrapperProps={{ className: "sheet" }}
        className="z-40 flex max-h-[min(34rem,var(--popover-available-height))] w-110 max-w-[calc(100vw-16px)]
        animate-rise flex-col overflow-hidden rounded-xl bg-float shadow-2xl ring-1 ring-line outline-none
        max-phone:max-h-[85dvh] max-phone:w-full max-phone:max-w-none max-phone:rounded-b-none safe-bottom"
      >
        <Ariakit.PopoverHeading className="border-line border-b px-4 py-3 font-semibold text-strong">
          {title}
        </Ariakit.PopoverHeading>
        {children}
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  );
};
