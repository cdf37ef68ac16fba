import { unmuteMember } from "../../api/calls";
import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { useServerPowers } from "../../state/powers";
import { nameOf } from "../../state/selectors";
import { myId } from "../../state/session";
import { IconButton } from "../../ui/Button";
import { Menu, MenuItem } from "../../ui/Menu";

interface MemberActsProps {
  serverId: Id;
  member: Member;
  /** Whether I stand above them. */
  below: boolean;
}

/** What I may do to a member: what they are called, muting, taking them out. Without anything there is no menu. */
export const MemberActs = ({ serverId, member, below }: MemberActsProps) => {
  const t = useT();
  const powers = useServerPowers(serverId) ?? NONE;
  const userId = member.user.id;
  const mine = userId === myId();
  const mayName = mine
    ? has(powers, "CHANGE_NICKNAME") || has(powers, "MANAGE_NICKNAMES")
    : below && has(powers, "MANAGE_NICKNAMES");
  const above = below && !mine;
  const mayMute = above && has(powers, "MUTE_MEMBERS");
  const mayKick = above && has(powers, "KICK_MEMBERS");
  const mayBan = above && has(powers, "BAN_MEMBERS");
  if (!mayName && !mayMute && !mayKick && !mayBan) return null;
  const label = t("memberset.acts", { name: nameOf(member) });
  return (
    <Menu label={label} placement="bottom-end" button={<IconButton icon="more" label={label} tip="none" />}>
      {mayName && (
        <MenuItem icon="pencil" onClick={() => openDialog({ kind: "nickname", serverId, userId })}>
          {t("memberset.nickname")}
        </MenuItem>
      )}
      {mayMute &&
        (member.mutedUntil ? (
          <MenuItem icon="clock" onClick={() => void attempt(unmuteMember(serverId, userId))}>
            {t("memberset.unmute")}
          </MenuItem>
        ) : (
          <MenuItem icon="clock" onClick={() => openDialog({ kind: "mutePerson", serverId, userId })}>
            {t("memberset.mute")}
          </MenuItem>
        ))}
      {mayKick && (
        <MenuItem icon="leave" danger onClick={() => openDialog({ kind: "kickPerson", serverId, userId })}>
          {t("memberset.kick")}
        </MenuItem>
      )}
      {mayBan && (
        <MenuItem icon="ban" danger onClick={() => openDialog({ kind: "banPerson", serverId, userId })}>
          {t("memberset.ban")}
        </MenuItem>
      )}
    </Menu>
  );
};
