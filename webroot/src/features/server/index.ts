export { AddServerDialog } from "./AddServerDialog";
export { InviteDialog } from "./InviteDialog";
