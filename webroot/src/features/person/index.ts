export { BlockDialog, UnfriendDialog } from "./FriendDialogs";
export { BanDialog, KickDialog, MuteDialog } from "./ModeratorDialogs";
export { NicknameDialog } from "./NicknameDialog";
export { PersonMenu } from "./PersonMenu";
export { ProfileDialog } from "./ProfileDialog";
export { ProfileSide } from "./ProfileSide";
export { ReportMessageDialog } from "./ReportMessageDialog";
