import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { RoleDisc } from "../../ui/RoleDisc";
import type { Target } from "./targets";

interface TargetListProps {
  targets: Target[];
  openId: Id | null;
  onOpen: (id: Id) => void;
  onRemove: (target: Target) => void;
}

/** The roles and people that a channel says something of. */
export const TargetList = ({ targets, openId, onOpen, onRemove }: TargetListProps) => {
  const t = useT();
  return (
    <ul aria-label={t("overwrite.targets")} className="space-y-0.5">
      {targets.map((target) => {
        const open = target.id === openId;
        return (
          <li key={target.id} className={`group flex items-center rounded-lg ${open ? "bg-active" : "hover:bg-hover"}`}>
            <button
              type="button"
              aria-current={open ? "true" : undefined}
              onClick={() => onOpen(target.id)}
              className={`tap flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-lg px-2.5 py-1.5 text-left text-sm
                font-medium ${open ? "text-strong" : "text-text"}`}
            >
              {target.kind === "role" ? (
                <RoleDisc color={target.color} />
              ) : (
                <Avatar id={target.id} name={target.name} url={target.user?.avatarUrl ?? null} size={20} />
              )}
              <span className="min-w-0 flex-1 truncate">{target.name}</span>
              {target.everybody && <span className="text-xs text-muted">{t("roleset.everybody")}</span>}
            </button>
            {!target.everybody && target.editable && (
              <IconButton
                icon="close"
                size="small"
                label={t("overwrite.remove", { name: target.name })}
                className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
                onClick={() => onRemove(target)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
};
