export { KeysDialog } from "./KeysDialog";
export { KeysPage } from "./KeysPage";
