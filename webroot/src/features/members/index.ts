export { MemberList } from "./MemberList";
