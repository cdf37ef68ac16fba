import { useState } from "react";
import { useLocation } from "wouter";
import { asProblem } from "../../api/problem";
import type { Conversation, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { renameGroup, takeOutOfGroup } from "../../state/conversationDeeds";
import { useConversations } from "../../state/conversations";
import { useTitle } from "../../state/conversationViews";
import { attempt, explain, explainField } from "../../state/explain";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";

interface GroupDialogProps {
  conversationId: Id;
  onClose: () => void;
}

/** Gives a group a name, or takes it away. */
export const RenameGroupDialog = ({ conversationId, onClose }: GroupDialogProps) => {
  const t = useT();
  const group = useConversations((state) => state.byId[conversationId]);
  const [name, setName] = useState(group?.name ?? "");
  const [error, setError] = useState<string>();
  const save = () =>
    renameGroup(conversationId, name.trim()).then(
      () => true,
      (failure: unknown) => {
        setError(explainField(asProblem(failure), "name") ?? explain(failure));
        return false;
      },
    );
  return (
    <ConfirmDialog title={t("conversations.rename")} confirm={t("settings.save")} onConfirm={save} onClose={onClose}>
      <Field
        label={t("conversations.name")}
        hint={t("conversations.nameHint")}
        value={name}
        error={error}
        maxLength={100}
        autoComplete="off"
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setName(event.target.value);
          setError(undefined);
        }}
      />
    </ConfirmDialog>
  );
};

/** Asks before one leaves a group. */
export const LeaveGroupDialog = ({ conversationId, onClose }: GroupDialogProps) => {
  const group = useConversations((state) => state.byId[conversationId]);
  return group ? <Leave group={group} onClose={onClose} /> : null;
};

const Leave = ({ group, onClose }: { group: Conversation; onClose: () => void }) => {
  const t = useT();
  const [location, navigate] = useLocation();
  const title = useTitle(group);
  const leave = async () => {
    const left = await attempt(takeOutOfGroup(group.id, myId()));
    if (left && location === paths.conversation(group.id)) navigate(paths.home);
    return left;
  };
  return (
    <ConfirmDialog
      title={t("conversations.leaveTitle", { group: title })}
      hint={t(group.ownerId === myId() ? "conversations.leaveOwnHint" : "conversations.leaveHint")}
      confirm={t("conversations.leave")}
      danger
      onConfirm={leave}
      onClose={onClose}
    />
  );
};

/** Asks before somebody is taken out of a group. */
export const RemoveFromGroupDialog = ({ conversationId, userId, onClose }: GroupDialogProps & { userId: Id }) => {
  const t = useT();
  const name = useUsers((state) => state.byId[userId]?.displayName) ?? "";
  return (
    <ConfirmDialog
      title={t("conversations.removeTitle", { name })}
      hint={t("conversations.removeHint", { name })}
      confirm={t("conversations.remove")}
      danger
      onConfirm={() => attempt(takeOutOfGroup(conversationId, userId))}
      onClose={onClose}
    />
  );
};
