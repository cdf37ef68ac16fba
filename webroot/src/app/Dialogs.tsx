import { useDialogs } from "../state/dialogs";
import { soon } from "../ui/soon";

const OpenDialog = soon(() => import("./OpenDialog").then((module) => module.OpenDialog));

/** The dialog that is open, if one is. Their code is fetched when the first of them opens. */
export const Dialogs = () => {
  const open = useDialogs((state) => state.open);
  return open && <OpenDialog open={open} />;
};
