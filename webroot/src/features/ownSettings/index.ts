export { OwnSettings } from "./OwnSettings";
