export { LeaveGroupDialog, RemoveFromGroupDialog, RenameGroupDialog } from "./GroupDialogs";
export { GroupPeople } from "./GroupPeople";
export { AddToGroupDialog, NewConversationDialog } from "./PickPeopleDialogs";
