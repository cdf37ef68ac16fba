import { useState } from "react";
import { updateMember, updateOwnMember } from "../../api/calls";
import { asProblem } from "../../api/problem";
import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain, explainField } from "../../state/explain";
import { putMember } from "../../state/members";
import { myId } from "../../state/session";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";

interface NicknameDialogProps {
  serverId: Id;
  member: Member;
  onClose: () => void;
}

/** What somebody is called in this server; left empty, their own name is shown. */
export const NicknameDialog = ({ serverId, member, onClose }: NicknameDialogProps) => {
  const t = useT();
  const [name, setName] = useState(member.nickname ?? "");
  const [error, setError] = useState<string>();
  const save = async (): Promise<boolean> => {
    const body = { nickname: name.trim() };
    try {
      const mine = member.user.id === myId();
      putMember(
        serverId,
        await (mine ? updateOwnMember(serverId, body) : updateMember(serverId, member.user.id, body)),
      );
      return true;
    } catch (failure) {
      setError(explainField(asProblem(failure), "nickname") ?? explain(failure));
      return false;
    }
  };
  return (
    <ConfirmDialog
      title={t("memberset.nameOf", { name: member.user.displayName })}
      confirm={t("settings.save")}
      onClose={onClose}
      onConfirm={save}
    >
      <Field
        label={t("memberset.nickname")}
        hint={t("memberset.nicknameHint")}
        value={name}
        error={error}
        maxLength={64}
        placeholder={member.user.displayName}
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
