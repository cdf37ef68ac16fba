export { FriendsPage } from "./FriendsPage";
