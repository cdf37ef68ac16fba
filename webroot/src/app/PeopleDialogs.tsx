import type { OpenDialog } from "../state/dialogs";
import { soon } from "../ui/soon";

/** The dialogs about people, fetched when the first of them opens. */

const person = () => import("../features/person");
const conversations = () => import("../features/conversations/later");

const Profile = soon(() => person().then((module) => module.ProfileDialog));
const Unfriend = soon(() => person().then((module) => module.UnfriendDialog));
const Block = soon(() => person().then((module) => module.BlockDialog));
const Nickname = soon(() => person().then((module) => module.NicknameDialog));
const Mute = soon(() => person().then((module) => module.MuteDialog));
const Kick = soon(() => person().then((module) => module.KickDialog));
const Ban = soon(() => person().then((module) => module.BanDialog));
const ReportMessage = soon(() => person().then((module) => module.ReportMessageDialog));
const NewConversation = soon(() => conversations().then((module) => module.NewConversationDialog));
const AddToGroup = soon(() => conversations().then((module) => module.AddToGroupDialog));
const RenameGroup = soon(() => conversations().then((module) => module.RenameGroupDialog));
const LeaveGroup = soon(() => conversations().then((module) => module.LeaveGroupDialog));
const RemoveFromGroup = soon(() => conversations().then((module) => module.RemoveFromGroupDialog));

type Kind =
  | "profile"
  | "unfriend"
  | "blockPerson"
  | "nickname"
  | "mutePerson"
  | "kickPerson"
  | "banPerson"
  | "reportMessage"
  | "newConversation"
  | "addToGroup"
  | "renameGroup"
  | "leaveGroup"
  | "removeFromGroup";
type PeopleDialog = Extract<OpenDialog, { kind: Kind }>;

interface PeopleDialogsProps {
  open: PeopleDialog;
  onClose: () => void;
}

/** Whichever of them is open. */
export const PeopleDialogs = ({ open, onClose }: PeopleDialogsProps) => {
  switch (open.kind) {
    case "profile":
      return <Profile key={open.userId} userId={open.userId} serverId={open.serverId} onClose={onClose} />;
    case "unfriend":
      return <Unfriend userId={open.userId} onClose={onClose} />;
    case "blockPerson":
      return <Block userId={open.userId} onClose={onClose} />;
    case "nickname":
      return <Nickname serverId={open.serverId} userId={open.userId} onClose={onClose} />;
    case "mutePerson":
      return <Mute serverId={open.serverId} userId={open.userId} onClose={onClose} />;
    case "kickPerson":
      return <Kick serverId={open.serverId} userId={open.userId} onClose={onClose} />;
    case "banPerson":
      return <Ban serverId={open.serverId} userId={open.userId} onClose={onClose} />;
    case "reportMessage":
      return <ReportMessage messageId={open.messageId} onClose={onClose} />;
    case "newConversation":
      return <NewConversation onClose={onClose} />;
    case "addToGroup":
      return <AddToGroup conversationId={open.conversationId} onClose={onClose} />;
    case "renameGroup":
      return <RenameGroup conversationId={open.conversationId} onClose={onClose} />;
    case "leaveGroup":
      return <LeaveGroup conversationId={open.conversationId} onClose={onClose} />;
    case "removeFromGroup":
      return <RemoveFromGroup conversationId={open.conversationId} userId={open.userId} onClose={onClose} />;
    default:
      return open satisfies never;
  }
};
