import { type MouseEvent, useState } from "react";
import { useT } from "../../i18n/t";
import type { ChatMessage } from "../../state/history";
import { type ContextMenu, useContextMenu } from "../../ui/useContextMenu";
import type { May } from "./acts";
import { MessageMenu, POINTED_NOWHERE, type Pointed } from "./MessageMenu";

/** The menu of a message's row at the pointer; it knows of a link or of marked words that were pointed at. */
export const useRowMenu = (message: ChatMessage, may: May, onReact: () => void): ContextMenu => {
  const t = useT();
  const [pointed, setPointed] = useState<Pointed>(POINTED_NOWHERE);
  const { handlers, menu } = useContextMenu(t("messages.menu"), () => (
    <MessageMenu message={message} may={may} pointed={pointed} onReact={onReact} />
  ));
  const onContextMenu = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    // Where one writes the browser's own menu corrects and pastes.
    if (target.closest("textarea, input")) return;
    setPointed({
      selection: getSelection()?.containsNode(target, true) ? String(getSelection()).trim() : "",
      href: target.closest<HTMLAnchorElement>("a[href]")?.href ?? null,
    });
    handlers.onContextMenu(event);
  };
  return { handlers: { ...handlers, onContextMenu }, menu };
};
