export { LinkBanner } from "./LinkBanner";
export { Notices } from "./Notices";
