export { UnsentDialog } from "./UnsentDialog";
