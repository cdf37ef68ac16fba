export { SwitcherButton } from "./SwitcherButton";
