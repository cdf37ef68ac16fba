import * as Ariakit from "@ariakit/react";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import { ITEM, PLAIN } from "./Menu";
import { POPUP, SHEET } from "./MenuPopup";

interface SubMenuProps {
  icon?: IconName;
  label: string;
  children: ReactNode;
}

/** A menu that opens from an item of a menu: beside it, and on a phone over it. */
export const SubMenu = ({ icon, label, children }: SubMenuProps) => (
  <Ariakit.MenuProvider placement="right-start">
    <Ariakit.MenuItem render={<Ariakit.MenuButton />} hideOnClick={false} className={`${ITEM} ${PLAIN}`}>
      {icon && <Icon name={icon} size={18} />}
      <span className="flex-1 text-left">{label}</span>
      <Icon name="chevronRight" size={16} />
    </Ariakit.MenuItem>
    <Ariakit.Menu
      portal
      unmountOnHide
      gutter={4}
      shift={-6}
      aria-label={label}
      wrapperProps={{ className: "sheet" }}
      className={`${POPUP} ${SHEET}`}
    >
      <p aria-hidden="true" className="px-2.5 py-2 font-semibold text-strong phone:hidden">
        {label}
      </p>
      {children}
    </Ariakit.Menu>
  </Ariakit.MenuProvider>
);

interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  mark?: ReactNode;
  children: ReactNode;
}

/** An item that is on or off; the menu stays. */
export const MenuCheck = ({ checked, onChange, mark, children }: MenuCheckProps) => (
  <Ariakit.MenuItemCheckbox
    name="checks"
    checked={checked}
    onChange={() => onChange(!checked)}
    hideOnClick={false}
    className={`${ITEM} ${PLAIN}`}
  >
    {mark}
    <span className="min-w-0 flex-1 truncate">{children}</span>
    <span
      aria-hidden="true"
      className={`flex size-5 shrink-0 items-center justify-center rounded border
        ${checked ? "border-accent bg-accent text-on-accent" : "border-edge"}`}
    >
      {checked && <Icon name="check" size={14} />}
    </span>
  </Ariakit.MenuItemCheckbox>
);
