import { useCallback, useEffect, useRef, useState } from "react";
import { pageInvites, revokeInvite } from "../../api/calls";
import type { Id, Invite } from "../../api/types";
import { paths } from "../../app/paths";
import { useLocale, useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { momentOf } from "../../lib/time";
import { copyText } from "../../state/copyText";
import { openDialog, useDialogs } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { usePages } from "../../state/pages";
import { useServerPowers } from "../../state/powers";
import { useNames } from "../../state/roster";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Paged } from "../../ui/Paged";

/** The invites that can be used, with what is left of each: everybody's, or one's own where one may see no more. */
export const InvitesPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const powers = useServerPowers(serverId) ?? NONE;
  const pages = usePages(
    useCallback((cursor?: string) => pageInvites(serverId, cursor === undefined ? {} : { cursor }), [serverId]),
  );
  const [ending, setEnding] = useState<Invite | null>(null);
  const { reload } = pages;
  useAfterDialog(reload);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-sm text-muted">
          {t(has(powers, "MANAGE_SERVER") ? "invitelist.hint" : "invitelist.ownHint")}
        </p>
        {has(powers, "CREATE_INVITES") && (
          <Button onClick={() => openDialog({ kind: "invite", serverId })}>{t("invitelist.create")}</Button>
        )}
      </div>
      <Paged {...pages} onRetry={reload} onMore={pages.more} count={pages.items.length} empty={t("invitelist.none")}>
        <ul className="divide-y divide-line">
          {pages.items.map((invite) => (
            <InviteRow key={invite.code} serverId={serverId} invite={invite} onEnd={() => setEnding(invite)} />
          ))}
        </ul>
      </Paged>
      {ending && (
        <ConfirmDialog
          danger
          title={t("invitelist.endTitle", { code: ending.code })}
          hint={t("invitelist.endHint")}
          confirm={t("invitelist.end")}
          onClose={() => setEnding(null)}
          onConfirm={async () => {
            const done = await attempt(revokeInvite(ending.code));
            if (done) pages.change((invites) => invites.filter((invite) => invite.code !== ending.code));
            return done;
          }}
        />
      )}
    </>
  );
};

/** What was made in a dialog is there when it closes. */
const useAfterDialog = (work: () => void) => {
  const open = useDialogs((state) => state.open !== null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) work();
    was.current = open;
  }, [open, work]);
};

interface InviteRowProps {
  serverId: Id;
  invite: Invite;
  onEnd: () => void;
}

const InviteRow = ({ serverId, invite, onEnd }: InviteRowProps) => {
  const t = useT();
  const locale = useLocale();
  const names = useNames(serverId);
  const uses =
    invite.maxUses === null
      ? t("invitelist.uses", { count: invite.uses })
      : t("invitelist.usesOf", { uses: invite.uses, count: invite.maxUses });
  const until = invite.expiresAt
    ? t("invitelist.until", { time: momentOf(invite.expiresAt, locale) })
    : t("invitelist.forGood");
  const link = location.origin + paths.invite(invite.code);
  const by = invite.createdBy ? t("invitelist.by", { name: names.person(invite.createdBy) }) : t("invitelist.byNobody");
  return (
    <li className="flex items-center gap-2 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-mono text-sm font-semibold text-strong">{invite.code}</p>
        <p className="text-sm text-muted">
          {by} · {uses} · {until}
        </p>
      </div>
      <IconButton icon="copy" label={t("invitelist.copy", { code: invite.code })} onClick={() => void copyText(link)} />
      <IconButton icon="trash" label={t("invitelist.endOne", { code: invite.code })} onClick={onEnd} />
    </li>
  );
};
