import * as Ariakit from "@ariakit/react";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  type TouchEvent,
  useRef,
  useState,
} from "react";
import { MenuPopup } from "./MenuPopup";
import { useMedia } from "./useLater";

const LONG_PRESS_MS = 450;
/** How far a finger may move and still be pressing. */
const STILL_PX = 10;

interface Point {
  x: number;
  y: number;
}

/** What opens it (spread onto an element), and the menu itself, drawn only while it is open. */
export interface ContextMenu {
  handlers: {
    onContextMenu: (event: MouseEvent) => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    onTouchStart: (event: TouchEvent) => void;
    onTouchMove: (event: TouchEvent) => void;
    onTouchEnd: (event: TouchEvent) => void;
  };
  menu: ReactNode;
}

/**
 * A menu at the pointer: by the second button, Shift+F10, the menu key, or a long press; on a phone at the foot of
 * the page.
 */
export const useContextMenu = (label: string, items: () => ReactNode): ContextMenu => {
  const [at, setAt] = useState<Point | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const press = useRef<{ from: Point; timer: ReturnType<typeof setTimeout> } | null>(null);
  const longPressed = useRef(false);
  const drop = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  const openAt = (point: Point) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setAt(point);
  };
  return {
    handlers: {
      onContextMenu: (event) => {
        // Text that is selected, links and pictures keep the browser's own menu with Shift.
        if (event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        openAt({ x: event.clientX, y: event.clientY });
      },
      onKeyDown: (event) => {
        if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
        event.preventDefault();
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        openAt({ x: box.left + Math.min(box.width, 160) / 2, y: box.bottom });
      },
      onTouchStart: (event) => {
        drop();
        longPressed.current = false;
        const touch = event.touches[0];
        if (!touch || event.touches.length > 1) return;
        const from = { x: touch.clientX, y: touch.clientY };
        const timer = setTimeout(() => {
          longPressed.current = true;
          openAt(from);
        }, LONG_PRESS_MS);
        press.current = { from, timer };
      },
      onTouchMove: (event) => {
        const touch = event.touches[0];
        const from = press.current?.from;
        if (touch && from && Math.hypot(touch.clientX - from.x, touch.clientY - from.y) > STILL_PX) drop();
      },
      onTouchEnd: (event) => {
        drop();
        // The finger that opened the menu does not press what lies under it as well.
        if (longPressed.current && event.cancelable) event.preventDefault();
      },
    },
    menu: at && (
      <MenuAt point={at} label={label} opener={opener} onClose={() => setAt(null)}>
        {items()}
      </MenuAt>
    ),
  };
};

interface MenuAtProps {
  point: Point;
  label: string;
  /** Gets the focus back. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
}

const MenuAt = ({ point: { x, y }, label, opener, onClose, children }: MenuAtProps) => {
  const narrow = useMedia("(width < 40rem)");
  return (
    <Ariakit.MenuProvider open setOpen={(open) => !open && onClose()} placement="bottom-start">
      <MenuPopup
        gutter={2}
        backdrop={narrow && <div className="bg-shade" />}
        label={label}
        sheet
        getAnchorRect={() => ({ x, y, width: 0, height: 0 })}
        finalFocus={opener}
      >
        {children}
      </MenuPopup>
    </Ariakit.MenuProvider>
  );
};
