import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { befriend, endRelationship } from "../../state/friendDeeds";
import { useRelationships } from "../../state/relationships";
import { IconButton } from "../../ui/Button";

/** Asks to be friends, or answers that; nothing of friends and of people one has blocked: the menu has that. */
export const FriendButton = ({ userId }: { userId: Id }) => {
  const t = useT();
  const kind = useRelationships((state) => state.byUser[userId]);
  const known = useRelationships((state) => state.known);
  if (!known || kind === "friend" || kind === "blocked") return null;
  const outgoing = kind === "outgoing";
  const press = () => void attempt(outgoing ? endRelationship(userId) : befriend(userId));
  return (
    <IconButton
      icon={outgoing ? "clock" : kind === "incoming" ? "check" : "personAdd"}
      label={t(outgoing ? "friends.cancel" : kind === "incoming" ? "friends.accept" : "friends.ask")}
      onClick={press}
      className="size-9 bg-raised"
    />
  );
};
