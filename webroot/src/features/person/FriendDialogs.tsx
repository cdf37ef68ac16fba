import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { block, endRelationship } from "../../state/friendDeeds";
import { usePersonName } from "../../state/person";
import { ConfirmDialog } from "../../ui/ConfirmDialog";

interface FriendDialogProps {
  userId: Id;
  onClose: () => void;
}

/** Asks before somebody is a friend no more. */
export const UnfriendDialog = ({ userId, onClose }: FriendDialogProps) => {
  const t = useT();
  const name = usePersonName(null, userId);
  return (
    <ConfirmDialog
      title={t("friends.removeTitle", { name })}
      hint={t("friends.removeHint", { name })}
      confirm={t("friends.remove")}
      danger
      onConfirm={() => attempt(endRelationship(userId))}
      onClose={onClose}
    />
  );
};

/** Asks before somebody is blocked, and says what that means. */
export const BlockDialog = ({ userId, onClose }: FriendDialogProps) => {
  const t = useT();
  const name = usePersonName(null, userId);
  return (
    <ConfirmDialog
      title={t("friends.blockTitle", { name })}
      hint={t("friends.blockHint", { name })}
      confirm={t("friends.block")}
      danger
      onConfirm={() => attempt(block(userId))}
      onClose={onClose}
    />
  );
};
