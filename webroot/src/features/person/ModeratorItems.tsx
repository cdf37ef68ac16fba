import { unmuteMember } from "../../api/calls";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import type { DeedsOn } from "../../state/deedsOn";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { usePersonName } from "../../state/person";
import { MenuItem, MenuLine } from "../../ui/Menu";

interface ModeratorItemsProps {
  serverId: Id;
  userId: Id;
  deeds: DeedsOn;
}

/** What those who keep order may do to a member; each asks before it does it. */
export const ModeratorItems = ({ serverId, userId, deeds }: ModeratorItemsProps) => {
  const t = useT();
  const name = usePersonName(serverId, userId);
  if (!deeds.mute && !deeds.unmute && !deeds.kick && !deeds.ban) return null;
  return (
    <>
      <MenuLine />
      {deeds.mute && (
        <MenuItem icon="clock" danger onClick={() => openDialog({ kind: "mutePerson", serverId, userId })}>
          {t("person.mute", { name })}
        </MenuItem>
      )}
      {deeds.unmute && (
        <MenuItem icon="clock" onClick={() => void attempt(unmuteMember(serverId, userId))}>
          {t("person.unmute", { name })}
        </MenuItem>
      )}
      {deeds.kick && (
        <MenuItem icon="leave" danger onClick={() => openDialog({ kind: "kickPerson", serverId, userId })}>
          {t("person.kick", { name })}
        </MenuItem>
      )}
      {deeds.ban && (
        <MenuItem icon="trash" danger onClick={() => openDialog({ kind: "banPerson", serverId, userId })}>
          {t("person.ban", { name })}
        </MenuItem>
      )}
    </>
  );
};
