import { useState } from "react";
import { updateMember, updateOwnMember } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain, explainField } from "../../state/explain";
import { useMember } from "../../state/person";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";

interface NicknameDialogProps {
  serverId: Id;
  userId: Id;
  onClose: () => void;
}

/** What somebody is called in a server, oneself or another. */
export const NicknameDialog = ({ serverId, userId, onClose }: NicknameDialogProps) => {
  const t = useT();
  const member = useMember(serverId, userId);
  const server = useServers((state) => state.byId[serverId]?.name) ?? "";
  const displayName = useUsers((state) => state.byId[userId]?.displayName) ?? "";
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const text = typed ?? member?.nickname ?? "";
  const save = () => {
    const change = { nickname: text.trim() };
    const saved = userId === myId() ? updateOwnMember(serverId, change) : updateMember(serverId, userId, change);
    return saved.then(
      () => true,
      (failure: unknown) => {
        setError(explainField(asProblem(failure), "nickname") ?? explain(failure));
        return false;
      },
    );
  };
  return (
    <ConfirmDialog
      title={t("person.nickname")}
      hint={t("person.nicknameHint", { name: displayName, server })}
      confirm={t("settings.save")}
      onConfirm={save}
      onClose={onClose}
    >
      <Field
        label={t("person.nicknameField")}
        hint={t("person.nicknameEmpty", { name: displayName })}
        placeholder={displayName}
        value={text}
        error={error}
        maxLength={64}
        autoComplete="off"
        autoFocus
        data-autofocus="true"
        onChange={(event) => {
          setTyped(event.target.value);
          setError(undefined);
        }}
      />
    </ConfirmDialog>
  );
};
