export { ConnectionWidget } from "./ConnectionWidget";
