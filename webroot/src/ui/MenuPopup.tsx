import * as Ariakit from "@ariakit/react";
import { createContext, type HTMLAttributes, type ReactNode, useContext, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";

/** How a menu looks, and one that lies at the foot of a phone there; its wrapper is then a `sheet`. */
export const POPUP = `z-50 max-h-[var(--popover-available-height)] min-w-52 max-w-[min(22rem,100vw-1rem)] animate-rise
  overflow-auto rounded-xl bg-float p-1.5 shadow-2xl ring-1 ring-line outline-none`;
export const SHEET = `max-phone:max-h-[85dvh] max-phone:w-full max-phone:max-w-none max-phone:rounded-b-none
  max-phone:p-2 max-phone:pb-[max(0.5rem,env(safe-area-inset-bottom))]`;

interface Head {
  /** Where it stands; `null` before that is drawn. */
  place: HTMLElement | null;
  setHeaded: (headed: boolean) => void;
}

const HeadContext = createContext<Head>({ place: null, setHeaded: () => undefined });

interface MenuPopupProps extends Omit<Ariakit.MenuProps, "aria-label"> {
  label: string;
  sheet: boolean;
}

/** A menu has a direction, a group has none. */
const asGroup = ({ "aria-orientation": _of, ...props }: HTMLAttributes<HTMLDivElement>) => <div {...props} />;

/** What opens: the items of a menu, and above them its head if it has one. */
export const MenuPopup = ({ label, sheet, children, ...props }: MenuPopupProps) => {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const [headed, setHeaded] = useState(false);
  return (
    <Ariakit.Menu
      portal
      modal
      unmountOnHide
      aria-label={label}
      // Of a menu nothing but items may be in it: with a head it is a group of the two.
      {...(headed ? { role: "group", render: asGroup } : {})}
      {...(sheet ? { wrapperProps: { className: "sheet" } } : {})}
      className={`${POPUP} ${sheet ? SHEET : ""}`}
      {...props}
    >
      <div ref={setPlace} />
      <div {...(headed ? { role: "menu", "aria-label": label } : {})}>
        <HeadContext value={{ place, setHeaded }}>{children}</HeadContext>
      </div>
    </Ariakit.Menu>
  );
};

/** Above the items of the menu that it is drawn in, and none of them: a slider, something to read. Tab leads to it. */
export const MenuHead = ({ children }: { children: ReactNode }) => {
  const { place, setHeaded } = useContext(HeadContext);
  useLayoutEffect(() => {
    setHeaded(true);
    return () => setHeaded(false);
  }, [setHeaded]);
  return place && createPortal(<div className="mb-1.5 border-line border-b pb-1.5">{children}</div>, place);
};
