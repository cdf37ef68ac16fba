import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { showMessage } from "../../state/actions";
import { useMessages } from "../../state/messages";
import { Avatar } from "../../ui/Avatar";
import { useNames } from "../../ui/references";
import { systemText } from "./SystemRow";

/** The message that is answered, in one line above the answer; leads to it. */
export const ReplyPreview = ({ channelId, messageId }: { channelId: Id; messageId: Id }) => {
  const t = useT();
  const message = useMessages((state) => state.histories[channelId]?.messages.find((other) => other.id === messageId));
  const name = message?.author?.displayName ?? message?.importedAuthor ?? t("messages.deletedAuthor");
  const names = useNames();
  const text = !message
    ? t("messages.replyGone")
    : message.type === "system"
      ? systemText(message, name, t)
      : plainText(message.content, names);
  return (
    <div className="relative mb-0.5 flex h-5.5 min-w-0 items-center">
      <span
        aria-hidden="true"
        className="absolute top-1/2 -left-9 h-3 w-8 rounded-tl-md border-edge border-t-2 border-l-2 opacity-60"
      />
      <button
        type="button"
        onClick={() => void showMessage(channelId, messageId)}
        className="flex min-w-0 items-center gap-1.5 rounded text-sm text-muted hover:text-strong"
      >
        {message && (
          <>
            <span className="sr-only">{t("messages.replyTo")}</span>
            <Avatar id={message.author?.id ?? "gone"} name={name} url={message.author?.avatarUrl ?? null} size={16} />
            <span className="shrink-0 font-semibold">{name}</span>
          </>
        )}
        <span className={`truncate ${message ? "" : "italic"}`}>{text}</span>
      </button>
    </div>
  );
};
