import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { talkWith } from "../../state/conversationDeeds";
import { attempt } from "../../state/explain";
import { setPanes } from "../../state/panes";
import type { Place } from "./places";

/** Leads to a place; somebody with whom one has not talked yet is talked with from now on. */
export const useGo = (onClose: () => void): ((place: Place) => void) => {
  const [, navigate] = useLocation();
  const talk = async (userId: string) => navigate(paths.conversation((await talkWith([userId])).id));
  return ({ kind, id, serverId, conversationId }) => {
    onClose();
    setPanes({ left: false, right: false });
    if (kind === "server") navigate(paths.server(id));
    else if (kind === "person") {
      if (conversationId) navigate(paths.conversation(conversationId));
      else void attempt(talk(id));
    } else if (kind === "text" && serverId) navigate(paths.channel(serverId, id));
    // A voice channel has no page of its own: where it is listed.
    else if (serverId) navigate(paths.server(serverId));
  };
};
