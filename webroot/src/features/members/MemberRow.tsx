import type { Id, Member, PresenceStatus } from "../../api/types";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { mutedAt } from "../../state/powers";
import { isThere, lookOf, nameOf } from "../../state/selectors";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { PresenceBadge } from "../../ui/PresenceMark";
import { usePersonMenu } from "../../ui/personMenu";
import { RoleName } from "../../ui/RoleName";

interface MemberRowProps {
  serverId: Id;
  member: Member;
  status: PresenceStatus | undefined;
  isOwner: boolean;
  /** That of their name; 0 for none. */
  color: number;
  /** Its place in the list. */
  line: number;
  /** Whether the list is entered here by Tab. */
  entered: boolean;
  onFocus: () => void;
}

/** Somebody in the list: how available they are, their name, and what they say of themselves. */
export const MemberRow = ({ serverId, member, status, isOwner, color, line, entered, onFocus }: MemberRowProps) => {
  const t = useT();
  const there = isThere(status);
  const look = lookOf(status);
  const { handlers, menu } = usePersonMenu(member.user.id, serverId);
  const name = nameOf(member);
  const muted = mutedAt(member.mutedUntil, Date.now()) !== null;
  return (
    <>
      <button
        type="button"
        data-line={line}
        tabIndex={entered ? 0 : -1}
        onFocus={onFocus}
        onClick={() => openDialog({ kind: "profile", userId: member.user.id, serverId })}
        className="flex h-10.5 w-full items-center gap-3 rounded-md px-2 text-left -outline-offset-2 hover:bg-hover"
        {...handlers}
      >
        <Avatar
          id={member.user.id}
          name={name}
          url={member.user.avatarUrl}
          size={32}
          away={!there}
          mark={<PresenceBadge look={look} on="side" />}
        />
        <span className="min-w-0 flex-1 leading-tight">
          <span className={`flex items-center gap-1.5 text-row font-medium ${there ? "text-text" : "text-faint"}`}>
            <RoleName name={name} color={there ? color : 0} className="truncate" />
            {isOwner && <Mark icon="crown" look="text-idle" label={t("members.owner")} />}
            {muted && <Mark icon="clock" look="text-danger-text" label={t("members.muted")} />}
          </span>
          {member.user.status && <span className="block truncate text-xs text-muted">{member.user.status}</span>}
        </span>
        <span className="sr-only">{t(`presence.${look}`)}</span>
      </button>
      {menu}
    </>
  );
};

const Mark = ({ icon, look, label }: { icon: "crown" | "clock"; look: string; label: string }) => (
  <span title={label} className={look}>
    <Icon name={icon} size={14} />
    <span className="sr-only">{label}</span>
  </span>
);
