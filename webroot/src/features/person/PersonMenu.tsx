import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { copyText } from "../../state/copyText";
import { useDeedsOn } from "../../state/deedsOn";
import { openDialog } from "../../state/dialogs";
import { useMember } from "../../state/person";
import { myId } from "../../state/session";
import { MenuItem, MenuLine } from "../../ui/Menu";
import { CallItems } from "./CallItems";
import { FriendItems } from "./FriendItems";
import { ModeratorItems } from "./ModeratorItems";
import { RolesItem } from "./RolesItem";
import { TalkItems } from "./TalkItems";

interface PersonMenuProps {
  userId: Id;
  /** The server that they are seen in; `null` outside of servers. */
  serverId: Id | null;
  /** Drawn in the profile itself, which it need not offer. */
  inProfile?: boolean;
}

/** The items of a person's menu: what I may do with them here. */
export const PersonMenu = ({ userId, serverId, inProfile = false }: PersonMenuProps) => {
  const t = useT();
  const member = useMember(serverId, userId);
  const deeds = useDeedsOn(serverId, userId);
  const self = userId === myId();
  return (
    <>
      <CallItems userId={userId} serverId={serverId} self={self} />
      {!inProfile && (
        <MenuItem icon="people" onClick={() => openDialog({ kind: "profile", userId, serverId })}>
          {t("person.profile")}
        </MenuItem>
      )}
      <TalkItems userId={userId} serverId={serverId} self={self} />
      {!self && <FriendItems userId={userId} />}
      {serverId && member && (deeds.nickname || deeds.roles.length > 0) && (
        <>
          <MenuLine />
          {deeds.nickname && (
            <MenuItem icon="pencil" onClick={() => openDialog({ kind: "nickname", serverId, userId })}>
              {t("person.nickname")}
            </MenuItem>
          )}
          <RolesItem serverId={serverId} member={member} roles={deeds.roles} />
        </>
      )}
      {serverId && <ModeratorItems serverId={serverId} userId={userId} deeds={deeds} />}
      <MenuLine />
      <MenuItem icon="copy" onClick={() => void copyText(userId)}>
        {t("people.copyId")}
      </MenuItem>
    </>
  );
};
