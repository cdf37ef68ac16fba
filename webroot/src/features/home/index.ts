export { HomeSide } from "./HomeSide";
