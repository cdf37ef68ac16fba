import * as Ariakit from "@ariakit/react";
import type { MouseEvent, ReactElement, ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import { MenuPopup } from "./MenuPopup";

interface MenuProps {
  /** What opens it; takes a ref and spreads its props. */
  button: ReactElement;
  label: string;
  placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end" | "right-start" | "left-start";
  sameWidth?: boolean;
  /** It may lie over its button where there is no room beside it. */
  overlap?: boolean;
  children: ReactNode;
  onOpenChange?: (open: boolean) => void;
  /** On a phone it rises from the foot of the page. */
  sheet?: boolean;
}

/** A menu that hangs from a button. */
export const Menu = ({
  button,
  label,
  placement = "bottom-start",
  sameWidth = false,
  overlap = false,
  children,
  onOpenChange,
  sheet = false,
}: MenuProps) => (
  <Ariakit.MenuProvider placement={placement} {...(onOpenChange ? { setOpen: onOpenChange } : {})}>
    <Ariakit.MenuButton render={button} />
    <MenuPopup gutter={6} sameWidth={sameWidth} overlap={overlap} label={label} sheet={sheet}>
      {children}
    </MenuPopup>
  </Ariakit.MenuProvider>
);

/** How an item of a menu looks, and one that may be chosen without fear. */
export const ITEM = `flex min-h-9 w-full select-none items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-sm font-medium
  outline-none data-active-item:text-on-accent tap`;
export const PLAIN = "text-text data-active-item:bg-accent";
const DANGER = "text-danger-text data-active-item:bg-danger";

interface MenuItemProps {
  icon?: IconName;
  danger?: boolean;
  onClick: (event: MouseEvent) => void;
  children: ReactNode;
}

export const MenuItem = ({ icon, danger = false, onClick, children }: MenuItemProps) => (
  <Ariakit.MenuItem onClick={onClick} className={`${ITEM} ${danger ? DANGER : PLAIN}`}>
    {icon && <Icon name={icon} size={18} />}
    <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{children}</span>
  </Ariakit.MenuItem>
);

interface MenuChipProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
}

/** One of several small items in a row, each a sign with a name. */
export const MenuChip = ({ label, onClick, children }: MenuChipProps) => (
  <Ariakit.MenuItem
    onClick={onClick}
    aria-label={label}
    className="tap flex h-9 flex-1 select-none items-center justify-center rounded-lg bg-raised text-lg outline-none
      data-active-item:bg-accent"
  >
    {children}
  </Ariakit.MenuItem>
);

interface MenuChoiceProps<Value extends string> {
  name: string;
  value: Value;
  chosen: Value;
  onChoose: (value: Value) => void;
  mark?: ReactNode;
  children: ReactNode;
}

/** One of several that exclude each other. */
export const MenuChoice = <Value extends string>({
  name,
  value,
  chosen,
  onChoose,
  mark,
  children,
}: MenuChoiceProps<Value>) => (
  <Ariakit.MenuItemRadio
    name={name}
    value={value}
    checked={chosen === value}
    onChange={() => onChoose(value)}
    hideOnClick
    className={`${ITEM} ${PLAIN}`}
  >
    {mark}
    <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{children}</span>
    {chosen === value && <Icon name="check" size={16} />}
  </Ariakit.MenuItemRadio>
);

/** Between items of different kinds. */
export const MenuLine = () => <Ariakit.MenuSeparator className="mx-1 my-1.5 border-line border-t" />;

interface MenuSectionProps {
  label: string;
  children: ReactNode;
}

export const MenuSection = ({ label, children }: MenuSectionProps) => (
  <Ariakit.MenuGroup className="not-first:mt-1.5 not-first:border-line not-first:border-t not-first:pt-1.5">
    <Ariakit.MenuGroupLabel className="truncate px-2.5 py-1 text-xs font-semibold text-muted">
      {label}
    </Ariakit.MenuGroupLabel>
    {children}
  </Ariakit.MenuGroup>
);
