export { Switcher } from "./Switcher";
