import { type DragEvent, useState } from "react";
import { moveRoles } from "../../api/calls";
import type { Id, Role } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { useRank } from "../../state/powers";
import { putRole } from "../../state/servers";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Menu, MenuItem } from "../../ui/Menu";
import { RoleDisc } from "../../ui/RoleDisc";
import { Tooltip } from "../../ui/Tooltip";
import { useContextMenu } from "../../ui/useContextMenu";
import { placeAt } from "./roleDraft";

interface RoleListProps {
  serverId: Id;
  /** The highest first, everybody's last. */
  roles: Role[];
  openId: Id | null;
  onOpen: (id: Id) => void;
}

/** The roles in their order, to be dragged, or moved by their menus, below one's own highest. */
export const RoleList = ({ serverId, roles, openId, onOpen }: RoleListProps) => {
  const t = useT();
  const rank = useRank(serverId);
  const [dragged, setDragged] = useState<Id | null>(null);
  const [over, setOver] = useState<Id | null>(null);
  const mayMove = (role: Role | undefined) => role !== undefined && role.position > 0 && role.position < rank;
  const move = async (id: Id, index: number) => {
    const asked = moveRoles(serverId, [{ id, position: placeAt(index, roles.length) }]);
    if (await attempt(asked)) for (const role of await asked) putRole(serverId, role);
  };
  const drop = (onto: Role) => {
    const index = roles.indexOf(onto);
    if (dragged && dragged !== onto.id && mayMove(onto)) void move(dragged, index);
    setDragged(null);
    setOver(null);
  };
  return (
    <ul aria-label={t("roleset.list")} className="space-y-0.5">
      {roles.map((role, index) => (
        <RoleRow
          key={role.id}
          role={role}
          open={role.id === openId}
          locked={role.position >= rank}
          over={over === role.id && dragged !== null && dragged !== role.id && mayMove(role)}
          onOpen={() => onOpen(role.id)}
          onUp={mayMove(role) && mayMove(roles[index - 1]) ? () => void move(role.id, index - 1) : null}
          onDown={mayMove(role) && mayMove(roles[index + 1]) ? () => void move(role.id, index + 1) : null}
          drag={{
            draggable: mayMove(role),
            onDragStart: () => setDragged(role.id),
            onDragEnd: () => {
              setDragged(null);
              setOver(null);
            },
            onDragOver: (event) => {
              if (!dragged || !mayMove(role)) return;
              event.preventDefault();
              setOver(role.id);
            },
            onDrop: (event) => {
              event.preventDefault();
              drop(role);
            },
          }}
        />
      ))}
    </ul>
  );
};

interface RoleRowProps {
  role: Role;
  open: boolean;
  locked: boolean;
  over: boolean;
  onOpen: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  drag: {
    draggable: boolean;
    onDragStart: () => void;
    onDragEnd: () => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

const RoleRow = ({ role, open, locked, over, onOpen, onUp, onDown, drag }: RoleRowProps) => {
  const t = useT();
  const items = (
    <>
      {onUp && (
        <MenuItem icon="arrowUp" onClick={onUp}>
          {t("roleset.up")}
        </MenuItem>
      )}
      {onDown && (
        <MenuItem icon="arrowDown" onClick={onDown}>
          {t("roleset.down")}
        </MenuItem>
      )}
    </>
  );
  const movable = onUp !== null || onDown !== null;
  const context = useContextMenu(t("roleset.actions", { role: role.name }), () => items);
  return (
    <li
      {...drag}
      {...(movable ? context.handlers : {})}
      className={`group flex items-center rounded-lg ${open ? "bg-active" : "hover:bg-hover"}
        ${over ? "ring-2 ring-accent-text" : ""}`}
    >
      <button
        type="button"
        aria-current={open ? "true" : undefined}
        onClick={onOpen}
        className={`tap flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-lg px-2.5 py-1.5 text-left text-sm
          font-medium ${open ? "text-strong" : "text-text"}`}
      >
        <RoleDisc color={role.color} />
        <span className="min-w-0 flex-1 truncate">{role.name}</span>
        {role.position === 0 && <span className="text-xs text-muted">{t("roleset.everybody")}</span>}
        {locked && (
          <Tooltip text={t("roleset.above")}>
            <span className="text-muted">
              <Icon name="lock" size={14} />
              <span className="sr-only">{t("roleset.above")}</span>
            </span>
          </Tooltip>
        )}
      </button>
      {movable && (
        <Menu
          label={t("roleset.actions", { role: role.name })}
          placement="bottom-end"
          button={
            <IconButton
              icon="more"
              size="small"
              label={t("roleset.actions", { role: role.name })}
              tip="none"
              className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100
                pointer-coarse:opacity-100"
            />
          }
        >
          {items}
        </Menu>
      )}
      {context.menu}
    </li>
  );
};
