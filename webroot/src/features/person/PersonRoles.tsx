import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { byRank } from "../../state/roles";
import { useServers } from "../../state/servers";
import { RoleDisc } from "../../ui/RoleDisc";
import { Part } from "./Part";

/** The roles of a member, the highest first. */
export const PersonRoles = ({ serverId, member }: { serverId: Id; member: Member }) => {
  const t = useT();
  const all = useServers((state) => state.inside[serverId]?.roles) ?? [];
  const roles = byRank(all).filter(({ id }) => member.roles.includes(id));
  if (roles.length === 0) return null;
  return (
    <Part title={t("person.roles")}>
      <ul className="flex flex-wrap gap-1.5">
        {roles.map((role) => (
          <li
            key={role.id}
            className="flex h-6 max-w-full items-center gap-1.5 rounded-md bg-raised px-2 text-xs font-medium text-text"
          >
            <RoleDisc color={role.color} />
            <span className="truncate">{role.name}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
};
