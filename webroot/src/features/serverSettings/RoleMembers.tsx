import { useState } from "react";
import { giveRole, takeRole } from "../../api/calls";
import type { Id, Member, Role } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { collatorOf } from "../../lib/collate";
import { attempt } from "../../state/explain";
import { useRoster } from "../../state/roster";
import { nameOf } from "../../state/selectors";
import { IconButton } from "../../ui/Button";
import { SettingsPart } from "../../ui/SettingsPart";
import { MemberFinder } from "./MemberFinder";
import { PersonLine } from "./PersonLine";

interface RoleMembersProps {
  serverId: Id;
  role: Role;
  locked: boolean;
}

/** Shown at first; more on demand. */
const AT_ONCE = 20;

/** Who has a role; giving it and taking it away. */
export const RoleMembers = ({ serverId, role, locked }: RoleMembersProps) => {
  const t = useT();
  const locale = useLocale();
  const byUser = useRoster(serverId);
  const [most, setMost] = useState(AT_ONCE);
  const collator = collatorOf(locale);
  const members = Object.values(byUser)
    .filter((member) => member.roles.includes(role.id))
    .sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
  const give = (member: Member) => attempt(giveRole(serverId, member.user.id, role.id));
  const take = (member: Member) => attempt(takeRole(serverId, member.user.id, role.id));
  return (
    <SettingsPart title={t("roleset.members", { count: members.length })}>
      {!locked && (
        <MemberFinder
          serverId={serverId}
          label={t("roleset.addMember")}
          skip={(member) => member.roles.includes(role.id)}
          onChoose={(member) => void give(member)}
        />
      )}
      {members.length === 0 && <p className="py-2 text-sm text-muted">{t("roleset.nobody")}</p>}
      <ul className="divide-y divide-line">
        {members.slice(0, most).map((member) => (
          <li key={member.user.id} className="flex items-center gap-2 py-1.5">
            <PersonLine user={member.user} name={nameOf(member)} />
            {!locked && (
              <IconButton
                icon="close"
                label={t("roleset.takeFrom", { name: nameOf(member) })}
                onClick={() => void take(member)}
              />
            )}
          </li>
        ))}
      </ul>
      {members.length > most && (
        <button
          type="button"
          className="tap mt-2 text-sm font-semibold text-accent-text hover:underline"
          onClick={() => setMost(most + AT_ONCE)}
        >
          {t("setup.more")}
        </button>
      )}
    </SettingsPart>
  );
};
