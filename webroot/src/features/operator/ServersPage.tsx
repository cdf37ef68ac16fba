import { useCallback, useState } from "react";
import { deleteAnyServer, listAllServers } from "../../api/calls";
import type { ListedServer } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { longDate } from "../../lib/time";
import { attempt } from "../../state/explain";
import { usePages } from "../../state/pages";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { useSettled } from "../../ui/useLater";
import { Rows } from "./Rows";

/** All servers of the instance: whose they are and how large, not what is said in them. */
export const ServersPage = () => {
  const t = useT();
  const [search, setSearch] = useState("");
  const settled = useSettled(search.trim());
  const read = useCallback(
    (cursor?: string) =>
      listAllServers({
        ...(settled === "" ? {} : { search: settled }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [settled],
  );
  const pages = usePages(read);
  const [deleting, setDeleting] = useState<ListedServer | null>(null);
  return (
    <>
      <Field
        type="search"
        label={t("operator.searchServers")}
        hint={t("operator.searchServersHint")}
        value={search}
        maxLength={100}
        onChange={(event) => setSearch(event.target.value)}
      />
      <Rows
        label={t("operator.servers")}
        none={t("operator.noServers")}
        pages={pages}
        row={(server) => <Row key={server.id} server={server} onDelete={() => setDeleting(server)} />}
      />
      {deleting && (
        <DeleteDialog
          server={deleting}
          onDone={() => pages.change((items) => items.filter(({ id }) => id !== deleting.id))}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
};

const Row = ({ server, onDelete }: { server: ListedServer; onDelete: () => void }) => {
  const t = useT();
  const locale = useLocale();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <Avatar id={server.id} name={server.name} url={server.iconUrl} size={40} />
      <div className="min-w-48 flex-1">
        <p className="font-semibold text-strong wrap-anywhere">{server.name}</p>
        <p className="text-sm text-muted wrap-anywhere">
          {t("operator.ownedBy", { name: server.owner.displayName, username: server.owner.username })}
        </p>
        <p className="text-xs text-muted">
          {t("operator.members", { count: server.members })} ·{" "}
          {t("operator.created", { date: longDate(server.createdAt, locale) })}
        </p>
      </div>
      <Button look="quiet" onClick={onDelete} aria-label={t("operator.deleteFor", { name: server.name })}>
        {t("operator.delete")}
      </Button>
    </li>
  );
};

interface DeleteDialogProps {
  server: ListedServer;
  onDone: () => void;
  onClose: () => void;
}

/** Nothing brings a server back: its name is typed first. */
const DeleteDialog = ({ server, onDone, onClose }: DeleteDialogProps) => {
  const t = useT();
  const [typed, setTyped] = useState("");
  return (
    <ConfirmDialog
      danger
      title={t("operator.deleteTitle", { name: server.name })}
      hint={t("operator.deleteHint", { count: server.members })}
      confirm={t("operator.delete")}
      disabled={typed.trim() !== server.name}
      onConfirm={() => attempt(deleteAnyServer(server.id).then(onDone))}
      onClose={onClose}
    >
      <Field
        label={t("operator.typeName")}
        hint={server.name}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
    </ConfirmDialog>
  );
};
