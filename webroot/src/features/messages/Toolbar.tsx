import { useT } from "../../i18n/t";
import { react } from "../../state/actions";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { quickest, useQuickReactions } from "../../state/quickReactions";
import { IconButton } from "../../ui/Button";
import { EmojiPicker } from "../../ui/EmojiPicker";
import { EmojiText } from "../../ui/Markdown";
import { Menu } from "../../ui/Menu";
import { actsOn, type May } from "./acts";
import { MessageMenu } from "./MessageMenu";

interface ToolbarProps {
  message: ChatMessage;
  may: May;
  /** All emoji are open. */
  picking: boolean;
  onPicking: (picking: boolean) => void;
  /** Its menu is open: it must stay. */
  onHold: (held: boolean) => void;
}

/** The actions of a message that one needs most, over its upper right. */
export const Toolbar = ({ message, may, picking, onPicking, onHold }: ToolbarProps) => {
  const t = useT();
  const counts = useQuickReactions((state) => state.counts);
  const acts = actsOn(message);
  const add = (emoji: string) => void attempt(react(message.id, emoji, true));
  return (
    <div
      role="toolbar"
      aria-label={t("messages.actions")}
      className="absolute -top-4 right-4 z-10 flex items-center rounded-lg bg-float p-0.5 shadow-md ring-1 ring-line"
    >
      {may.react && (
        <>
          {quickest(counts).map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={t("messages.reactWith", { emoji })}
              onClick={() => add(emoji)}
              className="flex size-8 items-center justify-center rounded-md text-lg hover:bg-active
                pointer-coarse:hidden"
            >
              <EmojiText text={emoji} />
            </button>
          ))}
          <span aria-hidden="true" className="mx-0.5 h-5 w-px bg-line pointer-coarse:hidden" />
          <EmojiPicker
            open={picking}
            onOpenChange={onPicking}
            onPick={add}
            button={<IconButton icon="smile" label={t("messages.react")} />}
          />
        </>
      )}
      {may.edit && <IconButton icon="pencil" label={t("messages.edit")} onClick={acts.edit} />}
      {may.write && <IconButton icon="reply" label={t("messages.reply")} onClick={acts.reply} />}
      <Menu
        sheet
        label={t("messages.more")}
        placement="left-start"
        onOpenChange={onHold}
        button={<IconButton icon="more" label={t("messages.more")} />}
      >
        <MessageMenu message={message} may={may} onReact={() => onPicking(true)} />
      </Menu>
    </div>
  );
};
