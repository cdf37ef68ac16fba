import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { useServers } from "../../state/servers";
import { Part } from "./Part";

/** The roles of a member, the highest first. */
export const PersonRoles = ({ serverId, member }: { serverId: Id; member: Member }) => {
  const t = useT();
  const all = useServers((state) => state.inside[serverId]?.roles) ?? [];
  const roles = all.filter(({ id }) => member.roles.includes(id)).sort((a, b) => b.position - a.position);
  if (roles.length === 0) return null;
  return (
    <Part title={t("person.roles")}>
      <ul className="flex flex-wrap gap-1.5">
        {roles.map((role) => (
          <li
            key={role.id}
            className="flex h-6 max-w-full items-center gap-1.5 rounded-md bg-raised px-2 text-xs font-medium text-text"
          >
            <RoleDot color={role.color} />
            <span className="truncate">{role.name}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
};

/** The colour of a role; that of no colour where it has none. */
export const RoleDot = ({ color }: { color: number }) => (
  <span
    aria-hidden="true"
    className="size-3 shrink-0 rounded-full bg-gone"
    style={color === 0 ? undefined : { backgroundColor: `#${color.toString(16).padStart(6, "0")}` }}
  />
);
