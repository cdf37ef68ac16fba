export { MessageReferences } from "./references";
