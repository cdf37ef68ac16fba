import { useLocation } from "wouter";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { talkWith } from "../../state/conversationDeeds";
import { closeDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { useRelationships } from "../../state/relationships";
import { MenuItem } from "../../ui/Menu";

/** Writing to somebody. */
export const TalkItems = ({ userId, self }: { userId: Id; self: boolean }) => {
  const t = useT();
  const [, navigate] = useLocation();
  const blocked = useRelationships((state) => state.byUser[userId] === "blocked");
  if (self || blocked) return null;
  const talk = async () => {
    const { id } = await talkWith([userId]);
    closeDialog();
    setPanes({ left: false, right: false });
    navigate(paths.conversation(id));
  };
  return (
    <MenuItem icon="send" onClick={() => void attempt(talk())}>
      {t("person.message")}
    </MenuItem>
  );
};
