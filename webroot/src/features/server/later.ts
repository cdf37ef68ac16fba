export { AddServerDialog } from "./AddServerDialog";
export { InviteDialog } from "./InviteDialog";
export { LeaveServerDialog } from "./LeaveServerDialog";
export { LevelDialog } from "./LevelDialog";
