import { useT } from "../../i18n/t";
import { react } from "../../state/actions";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { EmojiPicker } from "../../ui/EmojiPicker";
import { Icon } from "../../ui/Icon";
import { EmojiText, emojiName } from "../../ui/Markdown";

const MINE = "border-accent-text bg-accent-soft text-accent-text";

interface ReactionsProps {
  message: ChatMessage;
  mayReact: boolean;
  tabIndex: 0 | -1;
}

/** What people reacted with, and how many; a click joins or leaves. */
export const Reactions = ({ message, mayReact, tabIndex }: ReactionsProps) => {
  const t = useT();
  return (
    <ul className="flex flex-wrap gap-1 pt-1 pb-0.5">
      {message.reactions.map(({ emoji, count, me }) => (
        <li key={emoji}>
          <button
            type="button"
            tabIndex={tabIndex}
            aria-pressed={me ?? false}
            aria-label={t("messages.reaction", { emoji: emojiName(emoji), count })}
            disabled={!mayReact && !me}
            onClick={() => void attempt(react(message.id, emoji, !me))}
            className={`tap flex h-7 items-center justify-center gap-1.5 rounded-lg border px-2 text-sm font-semibold
              tabular-nums transition-colors
              ${me ? MINE : "border-transparent bg-raised text-muted hover:border-edge"}`}
          >
            <span className="text-base leading-none">
              <EmojiText text={emoji} />
            </span>
            {count}
          </button>
        </li>
      ))}
      {mayReact && (
        <li>
          <EmojiPicker
            onPick={(emoji) => void attempt(react(message.id, emoji, true))}
            button={
              <button
                type="button"
                tabIndex={tabIndex}
                aria-label={t("messages.react")}
                className="tap flex h-7 items-center justify-center rounded-lg bg-raised px-2 text-muted
                  hover:text-strong"
              >
                <Icon name="smile" size={16} />
              </button>
            }
          />
        </li>
      )}
    </ul>
  );
};
