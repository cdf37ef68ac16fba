export { UserPanel } from "./UserPanel";
