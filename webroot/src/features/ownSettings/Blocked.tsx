import { useState } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { endRelationship } from "../../state/friendDeeds";
import { useRelationships } from "../../state/relationships";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";

/** The people whom I have blocked, by name; each can be let in again. */
export const Blocked = ({ locale }: { locale: string }) => {
  const t = useT();
  const byUser = useRelationships((state) => state.byUser);
  const users = useUsers((state) => state.byId);
  const [busy, setBusy] = useState<Id | null>(null);
  const blocked = Object.entries(byUser)
    .flatMap(([id, kind]) => (kind === "blocked" && users[id] ? [users[id]] : []))
    .sort((a, b) => a.displayName.localeCompare(b.displayName, locale));

  const unblock = async (id: Id) => {
    setBusy(id);
    await attempt(endRelationship(id));
    setBusy(null);
  };
  if (blocked.length === 0) return <p className="py-2 text-sm text-muted">{t("own.nobodyBlocked")}</p>;
  return (
    <ul aria-label={t("own.blocked")} className="divide-y divide-line">
      {blocked.map(({ id, displayName, username, avatarUrl }) => (
        <li key={id} className="flex items-center gap-3 py-2">
          <Avatar id={id} name={displayName} url={avatarUrl} size={36} />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium text-strong">{displayName}</p>
            <p className="truncate text-sm text-muted">{username}</p>
          </div>
          <Button
            look="quiet"
            busy={busy === id}
            aria-label={t("own.unblockName", { name: displayName })}
            onClick={() => void unblock(id)}
          >
            {t("own.unblock")}
          </Button>
        </li>
      ))}
    </ul>
  );
};
