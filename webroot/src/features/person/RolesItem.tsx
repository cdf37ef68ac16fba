import { giveRole, takeRole } from "../../api/calls";
import type { Id, Member, Role } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { RoleDisc } from "../../ui/RoleDisc";
import { MenuCheck, SubMenu } from "../../ui/SubMenu";

interface RolesItemProps {
  serverId: Id;
  member: Member;
  /** Those that I may give and take. */
  roles: Role[];
}

/** The roles of a member as a list to tick; what becomes of it is told by the server. */
export const RolesItem = ({ serverId, member, roles }: RolesItemProps) => {
  const t = useT();
  if (roles.length === 0) return null;
  const change = (roleId: Id, on: boolean) =>
    void attempt(on ? giveRole(serverId, member.user.id, roleId) : takeRole(serverId, member.user.id, roleId));
  return (
    <SubMenu icon="crown" label={t("person.roles")}>
      {roles.map((role) => (
        <MenuCheck
          key={role.id}
          checked={member.roles.includes(role.id)}
          onChange={(on) => change(role.id, on)}
          mark={<RoleDisc color={role.color} />}
        >
          {role.name}
        </MenuCheck>
      ))}
    </SubMenu>
  );
};
