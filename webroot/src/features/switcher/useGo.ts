import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { talkWith } from "../../state/conversationDeeds";
import { attempt } from "../../state/explain";
import { isMac } from "../../state/keys";
import { setPanes } from "../../state/panes";
import type { Place } from "./places";

/**
 * Leads to a place, here or in another tab of the browser; somebody with whom one has not talked yet is talked with
 * from now on.
 */
export const useGo = (onClose: () => void): ((place: Place, elsewhere?: boolean) => void) => {
  const [, navigate] = useLocation();
  return (place, elsewhere = false) => {
    const go = (path: string) => (elsewhere ? openElsewhere(path) : navigate(path));
    if (!elsewhere) {
      onClose();
      setPanes({ left: false, right: false });
    }
    const path = pathOf(place);
    if (path !== null) go(path);
    else void attempt(talkWith([place.id]).then(({ id }) => go(paths.conversation(id))));
  };
};

/** Where a place is; `null` for somebody with whom there is no conversation yet. */
const pathOf = ({ kind, id, serverId, conversationId }: Place): string | null => {
  if (kind === "person") return conversationId ? paths.conversation(conversationId) : null;
  // A voice channel has no page of its own: where it is listed.
  return kind === "text" ? paths.channel(serverId ?? "", id) : paths.server(serverId ?? id);
};

/** As a link is that is clicked with Ctrl held: in a tab of its own, behind this one. */
const openElsewhere = (path: string): void => {
  const link = document.createElement("a");
  link.href = path;
  link.target = "_blank";
  link.rel = "noopener";
  link.dispatchEvent(new MouseEvent("click", { ctrlKey: !isMac, metaKey: isMac }));
};
