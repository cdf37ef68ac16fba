import type { Id } from "../../api/types";
import type { Key, Params } from "../../i18n/t";
import { useLocale, useT } from "../../i18n/t";
import type { Powers } from "../../lib/permissions";
import { fullTime, stamp } from "../../lib/time";
import { showMessage } from "../../state/actions";
import { useChannels } from "../../state/channels";
import type { ChatMessage } from "../../state/history";
import { useUsers } from "../../state/users";
import { Icon } from "../../ui/Icon";
import { mayDo } from "./acts";
import { PersonName } from "./PersonName";
import { useRowMenu } from "./useRowMenu";

interface SystemRowProps {
  message: ChatMessage;
  powers: Powers;
  me: Id;
  tabIndex: 0 | -1;
  flash: boolean;
}

/** Stands for a name where the sentence is taken apart at it. */
const NAME = "\u0000";

const ICONS = {
  member_joined: "personAdd",
  message_pinned: "pin",
  channel_renamed: "pencil",
  person_added: "personAdd",
  person_removed: "people",
  person_left: "people",
  unknown: "more",
} as const;

/** Something that happened, told in the place of a message. */
export const SystemRow = ({ message, powers, me, tabIndex, flash }: SystemRowProps) => {
  const t = useT();
  const locale = useLocale();
  const name = useUsers((state) => state.byId[message.author?.id ?? ""])?.displayName ?? message.author?.displayName;
  const other = useUsers((state) => state.byId[message.system?.userId ?? ""])?.displayName;
  const text = systemText(message, name ?? t("messages.deletedAuthor"), t, other);
  const { author } = message;
  const shownName = name ?? t("messages.deletedAuthor");
  const [before, after] = systemText(message, NAME, t, other).split(NAME);
  const serverId = useChannels((state) => state.byId[message.channelId]?.serverId ?? null);
  const about = message.system?.messageId;
  const menu = useRowMenu(message, mayDo(message, me, powers), () => undefined);
  return (
    <>
      <article
        data-row
        data-message={message.id}
        tabIndex={tabIndex}
        aria-label={`${text} ${fullTime(message.createdAt, locale)}`}
        {...menu.handlers}
        className={`mt-3 flex items-baseline gap-4 px-4 py-0.5 -outline-offset-2 hover:bg-row-hover
        ${flash ? "animate-flash" : ""}`}
      >
        <span className="flex w-10 shrink-0 justify-center self-center text-faint">
          <Icon name={ICONS[message.system?.kind ?? "unknown"] ?? ICONS.unknown} size={16} />
        </span>
        <p className="min-w-0 flex-1 text-muted wrap-anywhere">
          {author && after !== undefined ? (
            <>
              {before}
              <PersonName userId={author.id} serverId={serverId} tabIndex={tabIndex}>
                {shownName}
              </PersonName>
              {after}
            </>
          ) : (
            text
          )}
          {about && (
            <button
              type="button"
              onClick={() => void showMessage(message.channelId, about)}
              className="tap ml-2 rounded font-medium text-accent-text hover:underline"
            >
              {t("system.show")}
            </button>
          )}
          <time
            dateTime={message.createdAt}
            title={fullTime(message.createdAt, locale)}
            className="ml-2 text-xs whitespace-nowrap text-faint"
          >
            {stamp(message.createdAt, locale, Date.now())}
          </time>
        </p>
      </article>
      {menu.menu}
    </>
  );
};

/** What a system message tells, in a sentence; its author did it, to another. */
export const systemText = (
  { system }: Pick<ChatMessage, "system">,
  name: string,
  t: (key: Key, params?: Params) => string,
  other = t("messages.somebody"),
): string => {
  switch (system?.kind) {
    case "member_joined":
      return t("system.memberJoined", { name });
    case "message_pinned":
      return t("system.messagePinned", { name });
    case "channel_renamed":
      return t("system.channelRenamed", { name, channel: system.name ?? "" });
    case "person_added":
      return t("system.personAdded", { name, other });
    case "person_removed":
      return t("system.personRemoved", { name, other });
    case "person_left":
      return t("system.personLeft", { name });
    default:
      return t("system.unknown");
  }
};
