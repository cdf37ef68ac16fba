import { CreateChannelDialog, DeleteChannelDialog, MoveChannelDialog } from "../features/channels/later";
import { DeleteMessageDialog } from "../features/messages/later";
import { AddServerDialog, InviteDialog, LeaveServerDialog, LevelDialog } from "../features/server/later";
import { UnsentDialog } from "../features/unsent";
import { closeDialog, type OpenDialog as Opened } from "../state/dialogs";
import { soon } from "../ui/soon";
import { PeopleDialogs } from "./PeopleDialogs";

const KeysDialog = soon(() => import("../features/keys").then((module) => module.KeysDialog));
const Switcher = soon(() => import("../features/switcher/later").then((module) => module.Switcher));

/** The dialog that is open, by its kind. */
export const OpenDialog = ({ open }: { open: Opened }) => {
  switch (open.kind) {
    case "addServer":
      return <AddServerDialog onClose={closeDialog} />;
    case "invite":
      return <InviteDialog serverId={open.serverId} onClose={closeDialog} />;
    case "leaveServer":
      return <LeaveServerDialog serverId={open.serverId} onClose={closeDialog} />;
    case "level":
      return <LevelDialog serverId={open.serverId} channelId={open.channelId} onClose={closeDialog} />;
    case "createChannel":
      return (
        <CreateChannelDialog
          serverId={open.serverId}
          parentId={open.parentId}
          category={open.category}
          onClose={closeDialog}
        />
      );
    case "deleteChannel":
      return <DeleteChannelDialog channelId={open.channelId} onClose={closeDialog} />;
    case "moveChannel":
      return <MoveChannelDialog channelId={open.channelId} onClose={closeDialog} />;
    case "switcher":
      return <Switcher onClose={closeDialog} />;
    case "deleteMessage":
      return <DeleteMessageDialog messageId={open.messageId} onClose={closeDialog} />;
    case "keys":
      return <KeysDialog onClose={closeDialog} />;
    case "unsent":
      return <UnsentDialog signingOut={open.signingOut} onClose={closeDialog} />;
    case "profile":
    case "unfriend":
    case "blockPerson":
    case "nickname":
    case "mutePerson":
    case "kickPerson":
    case "banPerson":
    case "reportMessage":
    case "newConversation":
    case "addToGroup":
    case "renameGroup":
    case "leaveGroup":
    case "removeFromGroup":
      return <PeopleDialogs open={open} onClose={closeDialog} />;
    default:
      return open satisfies never;
  }
};
