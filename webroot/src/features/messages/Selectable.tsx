import type { ReactNode } from "react";
import { useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import type { ChatMessage } from "../../state/history";
import { toggleSelected, useSelecting } from "../../state/selecting";
import { useNames } from "../../ui/references";

interface SelectableProps {
  message: ChatMessage;
  tabIndex: 0 | -1;
  /** Its row. */
  children: ReactNode;
}

/** While one chooses messages a row is nothing but that: a box to tick, as wide as the list. */
export const Selectable = ({ message, tabIndex, children }: SelectableProps) => {
  const t = useT();
  const selected = useSelecting(({ channelId, ids }) =>
    channelId === message.channelId ? ids.includes(message.id) : null,
  );
  const names = useNames();
  if (selected === null) return children;
  const name = message.author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor");
  return (
    <label
      className={`flex cursor-pointer select-none items-center pl-4 has-focus-visible:outline-2
        has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring
        ${selected ? "bg-accent-soft" : "hover:bg-row-hover"}`}
    >
      <input
        type="checkbox"
        data-row
        tabIndex={tabIndex}
        aria-label={t("messages.newFrom", { name, text: plainText(message.content, names).slice(0, 100) })}
        checked={selected}
        onChange={(event) => toggleSelected(message.id, (event.nativeEvent as MouseEvent).shiftKey)}
        className="size-4.5 shrink-0 accent-accent"
      />
      <div inert className="min-w-0 flex-1">
        {children}
      </div>
    </label>
  );
};
