import { useState } from "react";
import { transferServer } from "../../api/calls";
import type { Member, Server } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { nameOf } from "../../state/selectors";
import { putServer } from "../../state/servers";
import { myId } from "../../state/session";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { SettingsPart } from "../../ui/SettingsPart";
import { MemberFinder } from "./MemberFinder";

/** Giving the server to somebody else; one stays a member, and cannot take it back. */
export const TransferServer = ({ server }: { server: Server }) => {
  const t = useT();
  const [to, setTo] = useState<Member | null>(null);
  return (
    <SettingsPart title={t("setup.transfer")} hint={t("setup.transferHint")}>
      <MemberFinder
        serverId={server.id}
        label={t("setup.transferTo")}
        skip={(member) => member.user.id === myId()}
        onChoose={setTo}
      />
      {to && (
        <ConfirmDialog
          danger
          title={t("setup.transferTitle", { server: server.name, name: nameOf(to) })}
          hint={t("setup.transferHint")}
          confirm={t("setup.transferConfirm")}
          onClose={() => setTo(null)}
          onConfirm={() => attempt(transferServer(server.id, to.user.id).then((changed) => putServer(changed)))}
        />
      )}
    </SettingsPart>
  );
};
