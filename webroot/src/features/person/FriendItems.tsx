import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { befriend, endRelationship } from "../../state/friendDeeds";
import { useRelationships } from "../../state/relationships";
import { MenuItem, MenuLine } from "../../ui/Menu";

/** Being friends or not, and blocking. */
export const FriendItems = ({ userId }: { userId: Id }) => {
  const t = useT();
  const kind = useRelationships((state) => state.byUser[userId]);
  const known = useRelationships((state) => state.known);
  if (!known) return null;
  return (
    <>
      <MenuLine />
      {(kind === undefined || kind === "incoming") && (
        <MenuItem icon="personAdd" onClick={() => void attempt(befriend(userId))}>
          {t(kind === "incoming" ? "friends.accept" : "friends.ask")}
        </MenuItem>
      )}
      {(kind === "incoming" || kind === "outgoing") && (
        <MenuItem icon="close" onClick={() => void attempt(endRelationship(userId))}>
          {t(kind === "incoming" ? "friends.decline" : "friends.cancel")}
        </MenuItem>
      )}
      {kind === "friend" && (
        <MenuItem icon="close" onClick={() => openDialog({ kind: "unfriend", userId })}>
          {t("friends.remove")}
        </MenuItem>
      )}
      {kind === "blocked" ? (
        <MenuItem icon="check" onClick={() => void attempt(endRelationship(userId))}>
          {t("friends.unblock")}
        </MenuItem>
      ) : (
        <MenuItem icon="warning" danger onClick={() => openDialog({ kind: "blockPerson", userId })}>
          {t("friends.block")}
        </MenuItem>
      )}
    </>
  );
};
