import { useLocation } from "wouter";
import type { Author, Id, RelationshipKind } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { talkWith } from "../../state/conversationDeeds";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { befriend, endRelationship } from "../../state/friendDeeds";
import { usePresence } from "../../state/presence";
import { isThere, lookOf } from "../../state/selectors";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import type { IconName } from "../../ui/Icon";
import { PresenceBadge } from "../../ui/PresenceMark";
import { usePersonMenu } from "../../ui/personMenu";

interface FriendRowProps {
  person: Author;
  kind: RelationshipKind;
}

/** Somebody who is a friend, asked, was asked or is blocked, and what can be done about it. */
export const FriendRow = ({ person, kind }: FriendRowProps) => {
  const t = useT();
  const status = usePresence((state) => state.byUser[person.id]);
  const { handlers, menu } = usePersonMenu(person.id, null);
  const look = lookOf(status);
  const friend = kind === "friend";
  return (
    <div className="group flex min-h-14 items-center gap-1 border-line border-t px-2 hover:bg-hover">
      <button
        type="button"
        {...handlers}
        onClick={() => openDialog({ kind: "profile", userId: person.id, serverId: null })}
        className="flex min-h-14 min-w-0 flex-1 items-center gap-3 rounded-md text-left -outline-offset-2"
      >
        <Avatar
          id={person.id}
          name={person.displayName}
          url={person.avatarUrl}
          size={36}
          away={friend && !isThere(status)}
          mark={friend && <PresenceBadge look={look} on="main" />}
        />
        <span className="min-w-0 leading-tight">
          <span className="flex items-baseline gap-1.5">
            <span className="truncate font-semibold text-strong">{person.displayName}</span>
            <span className="truncate text-sm text-muted">@{person.username}</span>
          </span>
          <span className="block truncate text-sm text-muted">
            {friend ? t(`presence.${look}`) : t(kind === "blocked" ? "friends.youBlocked" : `friends.${kind}`)}
          </span>
        </span>
      </button>
      <Deeds person={person} kind={kind} />
      {menu}
    </div>
  );
};

const Deeds = ({ person, kind }: FriendRowProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const { id, displayName: name } = person;
  const talk = async (userId: Id) => navigate(paths.conversation((await talkWith([userId])).id));
  switch (kind) {
    case "friend":
      return (
        <>
          <Deed icon="send" label={t("person.messageTo", { name })} onClick={() => void attempt(talk(id))} />
          <Deed
            icon="close"
            label={t("friends.removeName", { name })}
            onClick={() => openDialog({ kind: "unfriend", userId: id })}
          />
        </>
      );
    case "incoming":
      return (
        <>
          <Deed icon="check" label={t("friends.acceptName", { name })} onClick={() => void attempt(befriend(id))} />
          <Deed
            icon="close"
            label={t("friends.declineName", { name })}
            onClick={() => void attempt(endRelationship(id))}
          />
        </>
      );
    case "outgoing":
      return (
        <Deed
          icon="close"
          label={t("friends.cancelName", { name })}
          onClick={() => void attempt(endRelationship(id))}
        />
      );
    default:
      return (
        <Deed
          icon="close"
          label={t("friends.unblockName", { name })}
          onClick={() => void attempt(endRelationship(id))}
        />
      );
  }
};

interface DeedProps {
  icon: IconName;
  label: string;
  onClick: () => void;
}

const Deed = ({ icon, label, onClick }: DeedProps) => (
  <IconButton icon={icon} label={label} onClick={onClick} className="size-9 rounded-full bg-raised" />
);
