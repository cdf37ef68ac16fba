export { LeaveGroupDialog, RemoveFromGroupDialog, RenameGroupDialog } from "./GroupDialogs";
export { AddToGroupDialog, NewConversationDialog } from "./PickPeopleDialogs";
