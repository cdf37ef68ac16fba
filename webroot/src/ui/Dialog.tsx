import * as Ariakit from "@ariakit/react";
import type { ReactNode } from "react";
import { IconButton } from "./Button";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  hint?: ReactNode;
  closeLabel: string;
  children: ReactNode;
}

/** A dialog in the middle: takes the focus, gives it back, closes by Escape or a click outside. */
export const Dialog = ({ open, onClose, title, hint, closeLabel, children }: DialogProps) => (
  <Ariakit.Dialog
    open={open}
    onClose={onClose}
    unmountOnHide
    backdrop={<div className="bg-shade" />}
    className="fixed inset-x-3 top-1/2 z-40 mx-auto flex max-h-[calc(100dvh-24px)] w-auto max-w-md -translate-y-1/2
      animate-rise flex-col overflow-auto rounded-2xl bg-main p-5 shadow-2xl ring-1 ring-line phone:p-6"
  >
    <div className="mb-4 flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <Ariakit.DialogHeading className="text-xl font-bold text-strong wrap-anywhere">{title}</Ariakit.DialogHeading>
        {hint && <p className="mt-1 text-sm text-muted">{hint}</p>}
      </div>
      <IconButton icon="close" label={closeLabel} tip="none" onClick={onClose} className="-mt-1 -mr-1" />
    </div>
    {children}
  </Ariakit.Dialog>
);
