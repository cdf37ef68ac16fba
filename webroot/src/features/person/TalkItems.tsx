import { useLocation } from "wouter";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { talkWith } from "../../state/conversationDeeds";
import { useConversations } from "../../state/conversations";
import { closeDialog } from "../../state/dialogs";
import { draftOf, setDraft, useDrafts } from "../../state/drafts";
import { attempt } from "../../state/explain";
import { setPanes } from "../../state/panes";
import { usePersonName } from "../../state/person";
import { useRelationships } from "../../state/relationships";
import { MenuItem } from "../../ui/Menu";

interface TalkItemsProps {
  userId: Id;
  serverId: Id | null;
  self: boolean;
}

/** A menu that closes gives the focus back first. */
const FOCUS_AFTER_MS = 50;

/** Calling somebody where one writes, and writing to them. */
export const TalkItems = ({ userId, serverId, self }: TalkItemsProps) => {
  const t = useT();
  const [location, navigate] = useLocation();
  const name = usePersonName(serverId, userId);
  const here = openTalk(location);
  const isThere = useConversations(({ byId }) => byId[here ?? ""]?.participants.some(({ id }) => id === userId));
  const called = here !== null && name !== "" && (serverId !== null || isThere);
  const mention = (channelId: Id) => {
    const { text, names } = draftOf(useDrafts.getState().byChannel, channelId);
    const space = text === "" || /\s$/u.test(text) ? "" : " ";
    // Others may be called the same: it is this one who was chosen.
    setDraft(channelId, { text: `${text}${space}@${name} `, names: { ...names, [`@${name}`]: `<@${userId}>` } });
    closeDialog();
    setPanes({ right: false });
    setTimeout(() => document.querySelector<HTMLElement>("[data-composer]")?.focus(), FOCUS_AFTER_MS);
  };
  const blocked = useRelationships((state) => state.byUser[userId] === "blocked");
  const talk = async () => {
    const { id } = await talkWith([userId]);
    closeDialog();
    setPanes({ left: false, right: false });
    navigate(paths.conversation(id));
  };
  return (
    <>
      {called && (
        <MenuItem icon="reply" onClick={() => mention(here)}>
          {t("person.mention")}
        </MenuItem>
      )}
      {!self && !blocked && (
        <MenuItem icon="send" onClick={() => void attempt(talk())}>
          {t("person.message")}
        </MenuItem>
      )}
    </>
  );
};

/** The channel or conversation that is open. */
const openTalk = (location: string): Id | null =>
  /^\/(?:channels\/[^/]+|conversations)\/([^/]+)/u.exec(location)?.[1] ?? null;
