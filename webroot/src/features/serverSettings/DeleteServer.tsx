import { useState } from "react";
import { useLocation } from "wouter";
import { deleteServer } from "../../api/calls";
import type { Server } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";

interface DeleteServerProps {
  server: Server;
  onClose: () => void;
}

/** Asks for the server's name before all of it goes: nobody deletes one by a slip. */
export const DeleteServer = ({ server, onClose }: DeleteServerProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  return (
    <ConfirmDialog
      danger
      title={t("setup.deleteTitle", { server: server.name })}
      hint={t("setup.deleteHint")}
      confirm={t("setup.delete")}
      disabled={typed.trim() !== server.name}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await deleteServer(server.id);
          navigate(paths.home);
          return true;
        } catch (failure) {
          setError(explain(failure));
          return false;
        }
      }}
    >
      <Field
        label={t("setup.deleteType", { server: server.name })}
        value={typed}
        error={error}
        autoComplete="off"
        spellCheck={false}
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
