import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { showMessage } from "../../state/actions";
import { setDraft } from "../../state/drafts";
import { useMessages } from "../../state/messages";
import { IconButton } from "../../ui/Button";
import { useNames } from "../../ui/references";

/** What is being answered, above the box. */
export const ReplyBar = ({ channelId, messageId }: { channelId: Id; messageId: Id }) => {
  const t = useT();
  const names = useNames();
  const message = useMessages((state) => state.histories[channelId]?.messages.find((other) => other.id === messageId));
  const name = message?.author?.displayName ?? message?.importedAuthor ?? t("messages.deletedAuthor");
  return (
    <div
      className="flex items-center gap-2 rounded-t-xl border-line border-b bg-raised py-1 pr-2 pl-4 text-sm
      text-muted"
    >
      <button
        type="button"
        onClick={() => void showMessage(channelId, messageId)}
        className="tap flex min-w-0 flex-1 items-center gap-2 rounded text-left hover:text-strong"
      >
        <span className="shrink-0 font-semibold">{t("composer.replying", { name })}</span>
        {message && <span className="truncate">{plainText(message.content, names)}</span>}
      </button>
      <IconButton
        icon="close"
        size="small"
        label={t("composer.cancelReply")}
        onClick={() => setDraft(channelId, { replyTo: null })}
      />
    </div>
  );
};
