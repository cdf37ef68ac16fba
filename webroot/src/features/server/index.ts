export { ServerItems } from "./ServerItems";
