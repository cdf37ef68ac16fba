import { type KeyboardEvent, useContext, useState } from "react";
import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import type { Powers } from "../../lib/permissions";
import { fullTime, shortClock, stamp } from "../../lib/time";
import { pinMessage } from "../../state/actions";
import { openDialog } from "../../state/dialogs";
import { setDraft } from "../../state/drafts";
import { startEditing, useEditing } from "../../state/editing";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { callsMe, EVERYONE, HERE, IMPORTED } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { Markdown, MarkdownReferences } from "../../ui/Markdown";
import { EditBox } from "./EditBox";
import { LinkPreviews } from "./LinkPreviews";
import { Reactions } from "./Reactions";
import { ReplyPreview } from "./ReplyPreview";
import { mayDo, Toolbar } from "./Toolbar";

interface MessageRowProps {
  message: ChatMessage;
  serverId: Id;
  /** First of its group: with the author's name and picture. */
  head: boolean;
  powers: Powers;
  me: Id;
  tabIndex: 0 | -1;
  flash: boolean;
}

const NO_ROLES: Id[] = [];
const MENTIONED = "bg-mention before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-mention-bar";

/** A stored message. Its toolbar is drawn only while the row is pointed at or holds the focus. */
export const MessageRow = ({ message, serverId, head, powers, me, tabIndex, flash }: MessageRowProps) => {
  const t = useT();
  const locale = useLocale();
  const author = useUsers((state) => (message.author ? state.byId[message.author.id] : undefined)) ?? message.author;
  const editing = useEditing((state) => state.messageId === message.id);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [held, setHeld] = useState(false);
  const name = author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor");
  const myRoles = useServers((state) => state.inside[serverId]?.me?.roles) ?? NO_ROLES;
  const namesMe = callsMe(message, me, myRoles) || (message.flags & HERE) !== 0;
  const references = useContext(MarkdownReferences);
  const all = (message.flags & (EVERYONE | HERE)) !== 0;
  const may = mayDo(message, me, powers);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "r" && may.write) setDraft(message.channelId, { replyTo: message.id });
    else if (key === "e" && may.edit) startEditing(message.id);
    else if (key === "p" && may.pin) void attempt(pinMessage(message.id, !message.pinned));
    else if (key === "delete" && may.remove) openDialog({ kind: "deleteMessage", messageId: message.id });
    else return;
    event.preventDefault();
  };
  return (
    <article
      data-row
      data-message={message.id}
      tabIndex={tabIndex}
      aria-label={`${name}, ${fullTime(message.createdAt, locale)}`}
      onKeyDown={onKeyDown}
      onMouseEnter={() => setPointed(true)}
      onMouseLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
      className={`group relative flex gap-4 py-0.5 pr-4 pl-4 -outline-offset-2 phone:pr-12 ${head ? "mt-4" : ""}
        ${flash ? "animate-flash" : ""}
        ${namesMe ? MENTIONED : "hover:bg-row-hover focus-within:bg-row-hover"}`}
    >
      {head ? (
        <div className={message.replyTo ? "pt-6" : "pt-0.5"}>
          <Avatar id={author?.id ?? "gone"} name={name} url={author?.avatarUrl ?? null} size={40} />
        </div>
      ) : (
        <time
          dateTime={message.createdAt}
          className="w-10 shrink-0 pt-1 text-right text-tiny text-faint tabular-nums opacity-0 group-hover:opacity-100
            group-focus-within:opacity-100"
        >
          {shortClock(message.createdAt, locale)}
        </time>
      )}
      <div className="min-w-0 flex-1">
        {message.replyTo && <ReplyPreview channelId={message.channelId} messageId={message.replyTo} />}
        {head && (
          <div className="flex flex-wrap items-baseline gap-x-2 leading-snug">
            <h3 className="font-semibold text-strong wrap-anywhere">{name}</h3>
            <time
              dateTime={message.createdAt}
              title={fullTime(message.createdAt, locale)}
              className="text-xs text-faint"
            >
              {stamp(message.createdAt, locale, Date.now())}
            </time>
            {(message.flags & IMPORTED) !== 0 && <ImportedMark />}
            {message.pinned && <PinnedMark />}
          </div>
        )}
        {editing ? (
          <EditBox message={message} />
        ) : (
          <MarkdownReferences value={all ? { ...references, all } : references}>
            <Markdown text={message.content} suffix={message.editedAt ? <Edited at={message.editedAt} /> : undefined} />
          </MarkdownReferences>
        )}
        <LinkPreviews embeds={message.embeds} />
        {message.reactions.length > 0 && <Reactions message={message} mayReact={may.react} />}
      </div>
      {(pointed || focused || held) && !editing && <Toolbar message={message} may={may} onHold={setHeld} />}
    </article>
  );
};

const Edited = ({ at }: { at: string }) => {
  const t = useT();
  const locale = useLocale();
  return (
    <span title={t("messages.editedAt", { time: fullTime(at, locale) })} className="ml-1 text-xs text-faint">
      ({t("messages.edited")})
    </span>
  );
};

/** It bears the name of somebody who did not write it here. */
const ImportedMark = () => {
  const t = useT();
  return (
    <span title={t("messages.importedHint")} className="text-xs text-faint">
      {t("messages.imported")}
    </span>
  );
};

const PinnedMark = () => {
  const t = useT();
  return (
    <span className="flex items-center gap-1 self-center text-xs text-faint">
      <Icon name="pin" size={12} />
      {t("messages.pinned")}
    </span>
  );
};
