import type { MouseEvent, ReactNode } from "react";
import type { Id } from "../../api/types";
import { openDialog } from "../../state/dialogs";
import { usePersonMenu } from "../../ui/personMenu";

interface PersonNameProps {
  userId: Id;
  /** Where they are looked at as a member; `null` at home. */
  serverId: Id | null;
  tabIndex: 0 | -1;
  children: ReactNode;
}

/** A name that shows who somebody is; its menu is theirs, and not that of the message. */
export const PersonName = ({ userId, serverId, tabIndex, children }: PersonNameProps) => {
  const { handlers, menu } = usePersonMenu(userId, serverId);
  const onContextMenu = (event: MouseEvent) => {
    // A long press is meant for the whole row.
    if ((event.nativeEvent as PointerEvent).pointerType !== "touch") handlers.onContextMenu(event);
  };
  return (
    <>
      <button
        type="button"
        tabIndex={tabIndex}
        onClick={() => openDialog({ kind: "profile", userId, serverId })}
        onContextMenu={onContextMenu}
        onKeyDown={handlers.onKeyDown}
        className="rounded-sm text-left font-semibold wrap-anywhere hover:underline"
      >
        {children}
      </button>
      {menu}
    </>
  );
};
