import { useState } from "react";
import { createRole } from "../../api/calls";
import type { Id, Role } from "../../api/types";
import { useT } from "../../i18n/t";
import { uuid } from "../../lib/ids";
import { explain } from "../../state/explain";
import { byRank } from "../../state/roles";
import { putRole, useServers } from "../../state/servers";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useLeave } from "../../ui/unsaved";
import { useMedia } from "../../ui/useLater";
import { RoleEditor } from "./RoleEditor";
import { RoleList } from "./RoleList";

const NO_ROLES: Role[] = [];

/** The roles of a server: their list beside the one that is open, in a narrow window one of the two. */
export const RolesPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const leave = useLeave();
  const beside = useMedia("(min-width: 64rem)");
  const roles = byRank(useServers((state) => state.inside[serverId]?.roles) ?? NO_ROLES);
  const [openId, setOpenId] = useState<Id | null>(null);
  /** The one that was just made, to be named. */
  const [freshId, setFreshId] = useState<Id | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const open = roles.find((role) => role.id === openId) ?? (beside ? roles[0] : undefined);

  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      const role = await createRole(serverId, { name: t("roleset.newName"), nonce: uuid() });
      putRole(serverId, role);
      setOpenId(role.id);
      setFreshId(role.id);
    } catch (failure) {
      setError(explain(failure));
    } finally {
      setBusy(false);
    }
  };

  const list = (
    <div className={beside ? "w-48 shrink-0" : ""}>
      <p className="mb-3 text-sm text-muted">{t("roleset.hint")}</p>
      <Button look="quiet" busy={busy} className="tap mb-2 w-full" onClick={() => leave(() => void create())}>
        <Icon name="plus" size={18} />
        {t("roleset.create")}
      </Button>
      {error && (
        <p role="alert" className="mb-2 text-sm text-danger-text">
          {error}
        </p>
      )}
      <RoleList
        serverId={serverId}
        roles={roles}
        openId={open?.id ?? null}
        onOpen={(id) => leave(() => setOpenId(id))}
      />
    </div>
  );
  const editor = open && (
    <div className="min-w-0 flex-1">
      {!beside && (
        <Button look="quiet" className="tap mb-4" onClick={() => leave(() => setOpenId(null))}>
          <Icon name="arrowLeft" size={18} />
          {t("roleset.all")}
        </Button>
      )}
      <RoleEditor
        key={open.id}
        serverId={serverId}
        role={open}
        fresh={open.id === freshId}
        onGone={() => setOpenId(null)}
      />
    </div>
  );
  return beside ? (
    <div className="flex gap-6">
      {list}
      {editor}
    </div>
  ) : (
    (editor ?? list)
  );
};
