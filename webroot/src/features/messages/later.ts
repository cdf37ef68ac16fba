export { DeleteMessageDialog } from "./DeleteMessageDialog";
