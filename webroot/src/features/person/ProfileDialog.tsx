import * as Ariakit from "@ariakit/react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { myId } from "../../state/session";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Menu } from "../../ui/Menu";
import { FriendButton } from "./FriendButton";
import { MessageBox } from "./MessageBox";
import { PersonCard } from "./PersonCard";
import { PersonMenu } from "./PersonMenu";

interface ProfileDialogProps {
  userId: Id;
  serverId: Id | null;
  onClose: () => void;
}

/** Who somebody is, and the shortest way to write to them. */
export const ProfileDialog = ({ userId, serverId, onClose }: ProfileDialogProps) => {
  const t = useT();
  const self = userId === myId();
  return (
    <Ariakit.Dialog
      open
      onClose={onClose}
      unmountOnHide
      backdrop={<div className="bg-shade" />}
      className="fixed inset-x-3 top-1/2 z-40 mx-auto flex max-h-[calc(100dvh-24px)] w-auto max-w-sm -translate-y-1/2
        animate-rise flex-col overflow-auto rounded-2xl bg-float shadow-2xl ring-1 ring-line"
    >
      <PersonCard
        userId={userId}
        serverId={serverId}
        heading={(name) => (
          <Ariakit.DialogHeading className="text-xl font-bold text-strong wrap-anywhere">{name}</Ariakit.DialogHeading>
        )}
        actions={
          <>
            {!self && <FriendButton userId={userId} />}
            <Menu
              label={t("person.menu")}
              placement="bottom-end"
              button={<IconButton icon="more" label={t("person.menu")} tip="none" className="size-9 bg-raised" />}
            >
              <PersonMenu userId={userId} serverId={serverId} inProfile />
            </Menu>
          </>
        }
      >
        {self ? (
          serverId && (
            <button
              type="button"
              onClick={() => openDialog({ kind: "nickname", serverId, userId })}
              className="tap flex items-center gap-2 self-start rounded text-sm font-semibold text-accent-text
                hover:underline"
            >
              <Icon name="pencil" size={16} />
              {t("person.nickname")}
            </button>
          )
        ) : (
          <MessageBox userId={userId} onSent={onClose} />
        )}
      </PersonCard>
      <IconButton
        icon="close"
        label={t("app.close")}
        tip="none"
        onClick={onClose}
        className="absolute top-2 right-2 bg-float"
      />
    </Ariakit.Dialog>
  );
};
