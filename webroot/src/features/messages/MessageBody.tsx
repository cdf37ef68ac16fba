import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";

/** Shorter texts than this are never taller than two screens. */
const LONG = 1_000;
const LINES = 30;

/** Whether a text may be taller than two screens, so that it is worth measuring. */
export const mayBeTall = (text: string): boolean => text.length > LONG || (text.match(/\n/g)?.length ?? 0) > LINES;

/** A long text: cut at two screens, with a button that shows the rest. */
export const MessageBody = ({ children }: { children: ReactNode }) => {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && !open) setCut(element.scrollHeight > element.clientHeight + 1);
  }, [open]);
  return (
    <>
      <div ref={box} className={open ? "" : "max-h-[200vh] overflow-hidden"}>
        {children}
      </div>
      {cut && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="tap mt-1 rounded-md bg-raised px-3 py-1 text-sm font-semibold text-accent-text hover:bg-active"
        >
          {t(open ? "messages.showLess" : "messages.showMore")}
        </button>
      )}
    </>
  );
};
