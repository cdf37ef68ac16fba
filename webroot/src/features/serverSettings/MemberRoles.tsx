import { useState } from "react";
import { giveRole, takeRole } from "../../api/calls";
import type { Id, Member, Role } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { nameOf } from "../../state/selectors";
import { IconButton } from "../../ui/Button";
import { Popover } from "../../ui/Popover";
import { RoleDisc } from "../../ui/RoleDisc";

interface MemberRolesProps {
  serverId: Id;
  member: Member;
  /** The highest first. */
  roles: Role[];
  /** How high I stand. */
  rank: number;
}

/** Which roles somebody has, to be given and taken at once; those not below one's own are shown only. */
export const MemberRoles = ({ serverId, member, roles, rank }: MemberRolesProps) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState<Id | null>(null);
  const [error, setError] = useState<string | null>(null);
  const own = roles.filter((role) => role.position > 0);
  const change = async (role: Role, on: boolean) => {
    setBusy(role.id);
    setError(null);
    try {
      await (on ? giveRole : takeRole)(serverId, member.user.id, role.id);
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(null);
    }
  };
  const label = t("memberset.rolesOf", { name: nameOf(member) });
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={label}
      button={<IconButton icon="shield" label={label} tip={open ? "none" : "top"} />}
    >
      <div className="min-h-0 overflow-y-auto p-2">
        {own.length === 0 && <p className="p-2 text-sm text-muted">{t("memberset.noRoles")}</p>}
        {own.map((role) => {
          const above = role.position >= rank;
          return (
            <label
              key={role.id}
              title={above ? t("roleset.above") : undefined}
              className={`tap flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm
                ${above ? "text-muted" : "cursor-pointer text-text hover:bg-hover"}`}
            >
              <input
                type="checkbox"
                checked={member.roles.includes(role.id)}
                disabled={above || busy !== null}
                onChange={(event) => void change(role, event.target.checked)}
                className="size-4 accent-accent"
              />
              <RoleDisc color={role.color} />
              <span className="min-w-0 flex-1 truncate">{role.name}</span>
            </label>
          );
        })}
        {error && (
          <p role="alert" className="p-2 text-sm text-danger-text">
            {error}
          </p>
        )}
      </div>
    </Popover>
  );
};
