import { useState } from "react";
import { deleteRole } from "../../api/calls";
import type { Id, Role } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { SettingsPart } from "../../ui/SettingsPart";

interface DeleteRoleProps {
  serverId: Id;
  role: Role;
  onGone: () => void;
}

/** Deleting a role, asked once more: whoever has it loses what it allows. */
export const DeleteRole = ({ serverId, role, onGone }: DeleteRoleProps) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <SettingsPart title={t("roleset.delete")} hint={t("roleset.deleteHint")}>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t("roleset.delete")}
      </Button>
      {asking && (
        <ConfirmDialog
          danger
          title={t("roleset.deleteTitle", { role: role.name })}
          hint={t("roleset.deleteHint")}
          confirm={t("roleset.delete")}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const done = await attempt(deleteRole(serverId, role.id));
            if (done) onGone();
            return done;
          }}
        />
      )}
    </SettingsPart>
  );
};
