import { unmuteMember } from "../../api/calls";
import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { useDeedsOn } from "../../state/deedsOn";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { nameOf } from "../../state/selectors";
import { IconButton } from "../../ui/Button";
import { Menu, MenuItem } from "../../ui/Menu";

interface MemberActsProps {
  serverId: Id;
  member: Member;
}

/** What I may do to a member: what they are called, muting, taking them out. Without anything there is no menu. */
export const MemberActs = ({ serverId, member }: MemberActsProps) => {
  const t = useT();
  const userId = member.user.id;
  const { nickname, mute, unmute, kick, ban } = useDeedsOn(serverId, userId);
  if (!nickname && !mute && !unmute && !kick && !ban) return null;
  const label = t("memberset.acts", { name: nameOf(member) });
  return (
    <Menu label={label} placement="bottom-end" button={<IconButton icon="more" label={label} tip="none" />}>
      {nickname && (
        <MenuItem icon="pencil" onClick={() => openDialog({ kind: "nickname", serverId, userId })}>
          {t("memberset.nickname")}
        </MenuItem>
      )}
      {unmute && (
        <MenuItem icon="clock" onClick={() => void attempt(unmuteMember(serverId, userId))}>
          {t("memberset.unmute")}
        </MenuItem>
      )}
      {mute && (
        <MenuItem icon="clock" onClick={() => openDialog({ kind: "mutePerson", serverId, userId })}>
          {t("memberset.mute")}
        </MenuItem>
      )}
      {kick && (
        <MenuItem icon="leave" danger onClick={() => openDialog({ kind: "kickPerson", serverId, userId })}>
          {t("memberset.kick")}
        </MenuItem>
      )}
      {ban && (
        <MenuItem icon="ban" danger onClick={() => openDialog({ kind: "banPerson", serverId, userId })}>
          {t("memberset.ban")}
        </MenuItem>
      )}
    </Menu>
  );
};
