import { useEffect } from "react";
import { useDialogs } from "../state/dialogs";
import { soon } from "../ui/soon";

const fetched = () => import("./OpenDialog").then((module) => module.OpenDialog);
const OpenDialog = soon(fetched);

/**
 * The dialog that is open, if one is. Their code comes right after the first screen: some open when there is no network
 * any more.
 */
export const Dialogs = () => {
  const open = useDialogs((state) => state.open);
  useEffect(() => {
    // What could not be fetched is fetched again by the first dialog.
    fetched().catch(() => undefined);
  }, []);
  return open && <OpenDialog open={open} />;
};
