import { useState } from "react";
import type { Id, Member } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { has, NONE, rankOf } from "../../lib/permissions";
import { longDate, momentOf } from "../../lib/time";
import { mutedAt, useRank, useServerPowers } from "../../state/powers";
import { byRank } from "../../state/roles";
import { nameOf } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { RoleDisc } from "../../ui/RoleDisc";
import { Tooltip } from "../../ui/Tooltip";
import { MemberActs } from "./MemberActs";
import { MemberRoles } from "./MemberRoles";
import { PersonLine } from "./PersonLine";
import { useFoundMembers } from "./useFoundMembers";

/** Shown at first; more on demand. */
const AT_ONCE = 50;

/** Everybody in the server, found by name; their roles and what they are called, as far as one may change that. */
export const MembersPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const [search, setSearch] = useState("");
  const [most, setMost] = useState(AT_ONCE);
  const members = useFoundMembers(serverId, search);
  return (
    <>
      <Field
        type="search"
        label={t("memberset.search")}
        hint={t("memberset.count", { count: members.length })}
        value={search}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => {
          setSearch(event.target.value);
          setMost(AT_ONCE);
        }}
      />
      {members.length === 0 && search !== "" && (
        <p className="py-6 text-center text-sm text-muted">{t("setup.nobodyFound")}</p>
      )}
      <ul aria-label={t("memberset.list")} className="divide-y divide-line">
        {members.slice(0, most).map((member) => (
          <MemberRow key={member.user.id} serverId={serverId} member={member} />
        ))}
      </ul>
      {members.length > most && (
        <div className="flex justify-center pt-4">
          <Button look="quiet" onClick={() => setMost(most + AT_ONCE)}>
            {t("setup.more")}
          </Button>
        </div>
      )}
    </>
  );
};

interface MemberRowProps {
  serverId: Id;
  member: Member;
}

const MemberRow = ({ serverId, member }: MemberRowProps) => {
  const t = useT();
  const locale = useLocale();
  const roles = byRank(useServers((state) => state.inside[serverId])?.roles ?? []);
  const ownerId = useServers((state) => state.byId[serverId]?.ownerId);
  const powers = useServerPowers(serverId) ?? NONE;
  const rank = useRank(serverId);
  const userId = member.user.id;
  const mine = userId === myId();
  const theirs = rankOf({ userId, owner: userId === ownerId, roles, own: member.roles, muted: false });
  const below = mine || theirs < rank;
  const theirRoles = roles.filter((role) => member.roles.includes(role.id));
  const name = nameOf(member);
  const mutedUntil = mutedAt(member.mutedUntil, Date.now());
  return (
    <li className="flex items-center gap-2 py-2.5">
      <PersonLine user={member.user} name={name} mark={userId === ownerId && <OwnerMark />}>
        <span className="block text-xs text-muted">
          {t("memberset.joined", { date: longDate(member.joinedAt, locale) })}
          {mutedUntil && ` · ${t("memberset.muted", { time: momentOf(mutedUntil, locale) })}`}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-1 empty:hidden">
          {theirRoles.map((role) => (
            <span
              key={role.id}
              className="flex items-center gap-1.5 rounded-md bg-raised px-1.5 py-0.5 text-xs font-medium text-text"
            >
              <RoleDisc color={role.color} size={10} />
              <span className="max-w-40 truncate">{role.name}</span>
            </span>
          ))}
        </span>
      </PersonLine>
      <div className="flex shrink-0 items-center">
        {below && has(powers, "MANAGE_ROLES") && (
          <MemberRoles serverId={serverId} member={member} roles={roles} rank={rank} />
        )}
        <MemberActs serverId={serverId} member={member} />
      </div>
    </li>
  );
};

const OwnerMark = () => {
  const t = useT();
  return (
    <Tooltip text={t("members.owner")}>
      <span className="text-idle">
        <Icon name="crown" size={14} />
        <span className="sr-only">{t("members.owner")}</span>
      </span>
    </Tooltip>
  );
};
