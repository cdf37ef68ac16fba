import type { Conversation } from "../api/types";
import { PinsButton } from "../features/channel";
import { ConversationHeader } from "../features/conversations";
import { InboxButton } from "../features/inbox";
import { SearchBox } from "../features/search";
import { useT } from "../i18n/t";
import { useCall } from "../state/call";
import { counterpart, useConversationChannel, useConversationPowers } from "../state/conversationViews";
import { myId } from "../state/session";
import { useInVoice } from "../state/voicePresence";
import { soon } from "../ui/soon";
import { Talk } from "./pieces";

const GroupPeople = soon(() => import("../features/conversations/later").then((module) => module.GroupPeople));
const ConversationCall = soon(() => import("../features/voice/later").then((module) => module.ConversationCall));
const ProfileSide = soon(() => import("../features/person").then((module) => module.ProfileSide));

interface OpenConversationProps {
  conversation: Conversation;
  menu: (() => void) | undefined;
}

/** A conversation in the place of a channel: beside it the other one's profile, or the people of the group. */
export const OpenConversation = ({ conversation, menu }: OpenConversationProps) => {
  const t = useT();
  const channel = useConversationChannel(conversation);
  const powers = useConversationPowers(conversation);
  const other = counterpart(conversation, myId());
  const inside = useInVoice(conversation.id).length > 0;
  const talking = useCall((state) => state.channelId === conversation.id) || inside;
  return (
    <Talk
      channel={channel}
      powers={powers}
      header={(shown, toggle) => (
        <>
          <ConversationHeader
            conversation={conversation}
            pins={<PinsButton channel={channel} />}
            onMenu={menu}
            peopleShown={shown}
            onPeople={toggle}
          >
            <InboxButton />
            <SearchBox />
          </ConversationHeader>
          {talking && <ConversationCall channelId={conversation.id} />}
        </>
      )}
      side={other ? <ProfileSide key={other.id} userId={other.id} /> : <GroupPeople conversation={conversation} />}
      sideLabel={t(other ? "person.profile" : "conversations.people")}
    />
  );
};
