export { BlockDialog, UnfriendDialog } from "./FriendDialogs";
export { BanDialog, KickDialog, MuteDialog } from "./ModeratorDialogs";
export { NicknameDialog } from "./NicknameDialog";
export { ProfileDialog } from "./ProfileDialog";
export { ReportMessageDialog } from "./ReportMessageDialog";
