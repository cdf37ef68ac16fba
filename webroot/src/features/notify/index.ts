export { DesktopHint } from "./DesktopHint";
