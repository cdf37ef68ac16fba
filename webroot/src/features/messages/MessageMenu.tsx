import type { MouseEvent } from "react";
import { useT } from "../../i18n/t";
import { react } from "../../state/actions";
import { copyText } from "../../state/copyText";
import { attempt } from "../../state/explain";
import type { ChatMessage } from "../../state/history";
import { quickest, useQuickReactions } from "../../state/quickReactions";
import { EmojiText } from "../../ui/Markdown";
import { MenuChip, MenuItem, MenuLine } from "../../ui/Menu";
import { actsOn, type May } from "./acts";

/** What of a message was pointed at: its menu has that to offer as well. */
export interface Pointed {
  /** Words that were marked in it. */
  selection: string;
  /** The address of the link. */
  href: string | null;
}

export const POINTED_NOWHERE: Pointed = { selection: "", href: null };

interface MessageMenuProps {
  message: ChatMessage;
  may: May;
  pointed?: Pointed;
  /** Opens all emoji. */
  onReact: () => void;
}

/** Everything that can be done with a message: the items of its menu, wherever that was opened from. */
export const MessageMenu = ({ message, may, pointed = POINTED_NOWHERE, onReact }: MessageMenuProps) => {
  const t = useT();
  const counts = useQuickReactions((state) => state.counts);
  const acts = actsOn(message);
  const { selection, href } = pointed;
  return (
    <>
      {may.react && (
        <>
          <div className="flex gap-1 pb-1">
            {quickest(counts).map((emoji) => (
              <MenuChip
                key={emoji}
                label={t("messages.reactWith", { emoji })}
                onClick={() => void attempt(react(message.id, emoji, true))}
              >
                <EmojiText text={emoji} />
              </MenuChip>
            ))}
          </div>
          <MenuItem icon="smile" onClick={onReact}>
            {t("messages.react")}
          </MenuItem>
        </>
      )}
      {may.write && (
        <MenuItem icon="reply" onClick={acts.reply}>
          {t("messages.reply")}
        </MenuItem>
      )}
      {may.edit && (
        <MenuItem icon="pencil" onClick={acts.edit}>
          {t("messages.edit")}
        </MenuItem>
      )}
      {may.pin && (
        <MenuItem icon="pin" onClick={acts.pin}>
          {t(message.pinned ? "messages.unpin" : "messages.pin")}
        </MenuItem>
      )}
      {(may.react || may.write || may.edit || may.pin) && <MenuLine />}
      {selection !== "" && (
        <MenuItem icon="copy" onClick={() => void copyText(selection)}>
          {t("messages.copySelection")}
        </MenuItem>
      )}
      {href !== null && (
        <MenuItem icon="link" onClick={() => void copyText(href)}>
          {t("messages.copyAddress")}
        </MenuItem>
      )}
      {message.content !== "" && (
        <MenuItem icon="copy" onClick={acts.copyText}>
          {t("messages.copy")}
        </MenuItem>
      )}
      <MenuItem icon="link" onClick={acts.copyLink}>
        {t("messages.copyLink")}
      </MenuItem>
      <MenuItem icon="hash" onClick={acts.copyId}>
        {t("messages.copyId")}
      </MenuItem>
      {(may.select || may.report || may.remove) && <MenuLine />}
      {may.select && (
        <MenuItem icon="check" onClick={acts.select}>
          {t("messages.select")}
        </MenuItem>
      )}
      {may.report && (
        <MenuItem icon="warning" danger onClick={acts.report}>
          {t("messages.report")}
        </MenuItem>
      )}
      {may.remove && (
        <MenuItem icon="trash" danger onClick={(event: MouseEvent) => acts.remove(event.shiftKey)}>
          {t("messages.delete")}
        </MenuItem>
      )}
    </>
  );
};
