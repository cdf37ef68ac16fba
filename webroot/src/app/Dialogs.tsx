import { useDialogs } from "../state/dialogs";
import { OpenDialog } from "./pieces";

/** The dialog that is open, if one is. */
export const Dialogs = () => {
  const open = useDialogs((state) => state.open);
  return open && <OpenDialog open={open} />;
};
