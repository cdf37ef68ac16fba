export { AnnouncementBar } from "./AnnouncementBar";
export { LinkBanner } from "./LinkBanner";
export { Notices } from "./Notices";
