export { ServerSettings } from "./ServerSettings";
