import { type ReactNode, useMemo } from "react";
import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { longDate } from "../../lib/time";
import { usePresenceKnown } from "../../state/knownPresence";
import { useMember, useUser } from "../../state/person";
import { usePresence } from "../../state/presence";
import { useRelationships } from "../../state/relationships";
import { isThere, lookOf } from "../../state/selectors";
import { Avatar } from "../../ui/Avatar";
import { Markdown } from "../../ui/Markdown";
import { PresenceMark } from "../../ui/PresenceMark";
import { Part } from "./Part";
import { PersonRoles } from "./PersonRoles";

interface PersonCardProps {
  userId: Id;
  serverId: Id | null;
  /** The name, as what heads the place where the card is. */
  heading: (name: string) => ReactNode;
  /** Beside the picture: what can be done. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** Somebody: what they are called, how they are, what they say of themselves, what they are in a server. */
export const PersonCard = ({ userId, serverId, heading, actions, children }: PersonCardProps) => {
  const t = useT();
  const locale = useLocale();
  const { person, user } = useUser(userId);
  const member = useMember(serverId, userId);
  const status = usePresence((state) => state.byUser[userId]);
  const blocked = useRelationships((state) => state.byUser[userId] === "blocked");
  usePresenceKnown(useMemo(() => [userId], [userId]));
  const look = lookOf(status);
  const name = member?.nickname ?? person?.displayName ?? "";
  const text = (user ?? member?.user)?.status;
  const bio = (user ?? member?.user)?.bio;
  const since = (user ?? member?.user)?.createdAt;
  return (
    <>
      <div aria-hidden="true" className="h-18 shrink-0 bg-accent-soft" />
      <div className="-mt-11 flex items-end justify-between gap-2 px-4">
        <span className="rounded-full bg-float p-1.5">
          <Avatar
            id={userId}
            name={name}
            url={person?.avatarUrl ?? null}
            size={80}
            away={!isThere(status)}
            mark={
              <span className="absolute right-0 bottom-0 rounded-full bg-float p-1">
                <PresenceMark look={look} size={16} />
              </span>
            }
          />
        </span>
        <span className="flex gap-1 pb-1">{actions}</span>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 px-4 pt-2 pb-4">
        <div>
          {heading(name)}
          <p className="text-sm text-muted wrap-anywhere">
            {person && `@${person.username}`}
            {member?.nickname && person && ` · ${person.displayName}`}
          </p>
          <p className="mt-1 flex items-center gap-1.5 text-sm text-text">
            <PresenceMark look={look} />
            {t(`presence.${look}`)}
          </p>
          {text && <p className="mt-2 text-sm text-text wrap-anywhere">{text}</p>}
          {blocked && <p className="mt-2 text-sm font-semibold text-danger-text">{t("person.youBlocked")}</p>}
        </div>
        {bio && (
          <Part title={t("person.about")}>
            <div className="text-sm">
              <Markdown text={bio} />
            </div>
          </Part>
        )}
        <Part title={t("person.since")}>
          <dl className="text-sm text-text">
            {since && (
              <div className="flex justify-between gap-3">
                <dt className="text-muted">{t("person.sinceHere")}</dt>
                <dd>{longDate(since, locale)}</dd>
              </div>
            )}
            {member && (
              <div className="flex justify-between gap-3">
                <dt className="text-muted">{t("person.sinceServer")}</dt>
                <dd>{longDate(member.joinedAt, locale)}</dd>
              </div>
            )}
          </dl>
        </Part>
        {serverId && member && <PersonRoles serverId={serverId} member={member} />}
        {children}
      </div>
    </>
  );
};
