import { useLocale, useT } from "../../i18n/t";
import { excerpt, marked } from "../../lib/searchQuery";
import { stamp } from "../../lib/time";
import type { Found } from "../../state/searching";
import { useUsers } from "../../state/users";
import { Icon } from "../../ui/Icon";
import { CardButton, MessageCard } from "../../ui/MessageCard";

interface FoundMessageProps {
  found: Found;
  words: ReadonlyArray<string>;
  onJump: () => void;
}

/** One message that was found, its words marked. */
export const FoundMessage = ({ found: { message, text }, words, onJump }: FoundMessageProps) => {
  const t = useT();
  const locale = useLocale();
  const author = useUsers((state) => state.byId[message.author?.id ?? ""]) ?? message.author;
  const name = author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor");
  return (
    <MessageCard
      author={{ id: author?.id ?? "gone", name, url: author?.avatarUrl ?? null }}
      dateTime={message.createdAt}
      time={stamp(message.createdAt, locale, Date.now())}
      note={message.pinned && <Icon name="pin" size={12} />}
      actions={<CardButton onClick={onJump}>{t("channel.jump")}</CardButton>}
    >
      <p className="line-clamp-6 wrap-anywhere">
        {marked(excerpt(text, words), words).map((piece, index) =>
          piece.found ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
            <mark key={index} className="rounded-sm bg-mention font-semibold text-strong">
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
      </p>
    </MessageCard>
  );
};
