import { type KeyboardEvent, type MouseEvent, useContext, useState } from "react";
import type { Id } from "../../api/types";
import { type Translate, useLocale, useT } from "../../i18n/t";
import { type Names, plainText } from "../../lib/markdown/parse";
import type { Powers } from "../../lib/permissions";
import { fullTime, shortClock, stamp } from "../../lib/time";
import { useEditing } from "../../state/editing";
import type { ChatMessage } from "../../state/history";
import { useNameColor } from "../../state/nameColor";
import { callsMe, EVERYONE, HERE, IMPORTED } from "../../state/selectors";
import { useServers } from "../../state/servers";
import { useSettings } from "../../state/settings";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { emojiName, Markdown } from "../../ui/Markdown";
import { RoleName } from "../../ui/RoleName";
import { MarkdownReferences, useNames } from "../../ui/references";
import { actsOn, mayDo } from "./acts";
import { EditBox } from "./EditBox";
import { LinkPreviews } from "./LinkPreviews";
import { MessageBody, mayBeTall } from "./MessageBody";
import { PersonName } from "./PersonName";
import { Reactions } from "./Reactions";
import { ReplyPreview } from "./ReplyPreview";
import { Toolbar } from "./Toolbar";
import { useRowMenu } from "./useRowMenu";

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

/** So much of a text is in its row's name. */
const LABEL_MAX = 400;
const NO_ROLES: Id[] = [];
const MENTIONED = "bg-mention before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-mention-bar";

/** A stored message. Its toolbar is drawn only while the row is pointed at or holds the focus. */
export const MessageRow = ({ message, serverId, head, powers, me, tabIndex, flash }: MessageRowProps) => {
  const t = useT();
  const locale = useLocale();
  const author = useUsers((state) => (message.author ? state.byId[message.author.id] : undefined)) ?? message.author;
  const editing = useEditing((state) => state.messageId === message.id);
  const [pointed, setPointed] = useState(false);
  // One who clicks goes on writing; single letters are for one who came by keys.
  const [byKeys, setByKeys] = useState(false);
  const [held, setHeld] = useState(false);
  const [picking, setPicking] = useState(false);
  const letters = useSettings((state) => state.messageKeys);
  // A menu that closes gives the focus back first.
  const pickSoon = () => void setTimeout(() => setPicking(true), 50);
  const name = author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor");
  const myRoles = useServers((state) => state.inside[serverId]?.me?.roles) ?? NO_ROLES;
  const namesMe = callsMe(message, me, myRoles) || (message.flags & HERE) !== 0;
  const references = useContext(MarkdownReferences);
  const names = useNames();
  const all = (message.flags & (EVERYONE | HERE)) !== 0;
  const may = mayDo(message, me, powers);
  const color = useNameColor(serverId, author?.id);

  const menu = useRowMenu(message, may, pickSoon);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    menu.handlers.onKeyDown(event);
    if (event.defaultPrevented || !byKeys || !letters || !isOfRow(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = actsOn(message);
    const key = event.key.toLowerCase();
    if (key === "r" && may.write) acts.reply();
    else if (key === "e" && may.edit) acts.edit();
    else if (key === "+" && may.react) setPicking(true);
    else if (key === "p" && may.pin) acts.pin();
    else if (key === "delete" && may.remove) acts.remove(event.shiftKey);
    else return;
    event.preventDefault();
  };
  const body = (
    <MarkdownReferences value={all ? { ...references, all } : references}>
      <Markdown text={message.content} suffix={message.editedAt ? <Edited at={message.editedAt} /> : undefined} />
    </MarkdownReferences>
  );
  return (
    <>
      <article
        data-row
        data-message={message.id}
        tabIndex={tabIndex}
        aria-label={rowLabel(message, name, fullTime(message.createdAt, locale), names, t)}
        {...menu.handlers}
        onKeyDown={onKeyDown}
        onMouseEnter={() => setPointed(true)}
        onMouseLeave={() => setPointed(false)}
        onClick={leaveToComposer}
        onFocus={(event) => setByKeys(event.target.matches(":focus-visible"))}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setByKeys(false);
        }}
        className={`group relative flex gap-4 py-0.5 pr-4 pl-4 -outline-offset-2 phone:pr-12 pointer-coarse:select-none
        compact:gap-2 compact:py-0
        ${head ? "mt-(--group-gap)" : ""} ${flash ? "animate-flash" : ""}
        ${namesMe ? MENTIONED : "hover:bg-row-hover focus-within:bg-row-hover"}`}
      >
        {head ? (
          <div className={`w-10 shrink-0 ${message.replyTo ? "pt-6" : "pt-0.5"}`}>
            <div className="compact:hidden">
              <Avatar id={author?.id ?? "gone"} name={name} url={author?.avatarUrl ?? null} size={40} />
            </div>
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
              <h3 className="font-semibold text-strong wrap-anywhere">
                {author ? (
                  <PersonName userId={author.id} serverId={serverId || null} tabIndex={tabIndex}>
                    <RoleName name={name} color={color} />
                  </PersonName>
                ) : (
                  name
                )}
              </h3>
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
            <EditBox message={message} serverId={serverId || null} powers={powers} />
          ) : mayBeTall(message.content) ? (
            <MessageBody key={message.content}>{body}</MessageBody>
          ) : (
            body
          )}
          <LinkPreviews embeds={message.embeds} />
          {message.reactions.length > 0 && <Reactions message={message} mayReact={may.react} tabIndex={tabIndex} />}
        </div>
        {(pointed || byKeys || held || picking) && !editing && (
          <Toolbar message={message} may={may} picking={picking} onPicking={setPicking} onHold={setHeld} />
        )}
      </article>
      {menu.menu}
    </>
  );
};

/** Whether a key was pressed at the row or at something in it, and not where one writes, or in what hangs from it. */
const isOfRow = ({ target, currentTarget }: KeyboardEvent<HTMLElement>): boolean =>
  target instanceof Element && currentTarget.contains(target) && target.closest("textarea, input") === null;

/** Who clicks on a message does not stay at its row: what they type next goes to where one writes. */
const leaveToComposer = (event: MouseEvent<HTMLElement>) => {
  if (document.activeElement === event.currentTarget) event.currentTarget.blur();
};

/** A row as it is read out: who, when, what, and what people say to it. */
const rowLabel = (message: ChatMessage, name: string, time: string, names: Names, t: Translate): string => {
  const reactions = message.reactions.map(({ emoji, count }) =>
    t("messages.reaction", { emoji: emojiName(emoji), count }),
  );
  return [name, time, plainText(message.content, names).slice(0, LABEL_MAX), ...reactions].join(", ");
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
