import { useMemo } from "react";
import type { Conversation, User } from "../../api/types";
import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { usePresenceKnown } from "../../state/knownPresence";
import { usePresence } from "../../state/presence";
import { isThere, lookOf } from "../../state/selectors";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { PresenceBadge } from "../../ui/PresenceMark";
import { usePersonMenu } from "../../ui/personMenu";

/** Who is in a group. */
export const GroupPeople = ({ conversation }: { conversation: Conversation }) => {
  const t = useT();
  const { participants, ownerId, id } = conversation;
  const mine = ownerId === myId();
  usePresenceKnown(useMemo(() => participants.map((person) => person.id), [participants]));
  return (
    <aside aria-label={t("conversations.people")} className="flex h-full w-60 shrink-0 flex-col bg-side">
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        <h2 className="px-2 pt-4 pb-1 text-xs font-semibold text-muted">
          {t("conversations.members", { count: participants.length })}
        </h2>
        <ul>
          {participants.map((person) => (
            <li key={person.id} className="group relative">
              <PersonRow person={person} owner={person.id === ownerId} />
              {mine && person.id !== ownerId && (
                <IconButton
                  icon="close"
                  size="small"
                  tip="left"
                  label={t("conversations.removePerson", { name: person.displayName })}
                  onClick={() => openDialog({ kind: "removeFromGroup", conversationId: id, userId: person.id })}
                  className="absolute top-1/2 right-1 -translate-y-1/2 opacity-0 group-hover:opacity-100
                    focus-visible:opacity-100 pointer-coarse:opacity-100"
                />
              )}
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
};

const PersonRow = ({ person, owner }: { person: User; owner: boolean }) => {
  const t = useT();
  const name = useUsers((state) => state.byId[person.id]?.displayName) ?? person.displayName;
  const status = usePresence((state) => state.byUser[person.id]);
  const { handlers, menu } = usePersonMenu(person.id, null);
  const look = lookOf(status);
  return (
    <>
      <button
        type="button"
        {...handlers}
        onClick={() => openDialog({ kind: "profile", userId: person.id, serverId: null })}
        className="flex h-11 w-full items-center gap-3 rounded-md px-2 text-left -outline-offset-2 hover:bg-hover"
      >
        <Avatar
          id={person.id}
          name={name}
          url={person.avatarUrl}
          size={32}
          away={!isThere(status)}
          mark={<PresenceBadge look={look} on="side" />}
        />
        <span className="flex min-w-0 flex-1 items-center gap-1.5 text-row font-medium">
          <span className="truncate">{name}</span>
          {owner && (
            <span className="text-idle">
              <Icon name="crown" size={14} />
              <span className="sr-only">{t("conversations.owner")}</span>
            </span>
          )}
        </span>
        <span className="sr-only">{t(`presence.${look}`)}</span>
      </button>
      {menu}
    </>
  );
};
