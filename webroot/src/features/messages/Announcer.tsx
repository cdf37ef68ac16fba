import { useRef } from "react";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { plainText } from "../../lib/markdown/parse";
import { useMessages } from "../../state/messages";
import { useNames } from "../../ui/references";
import { systemText } from "./SystemRow";

/** Reads new messages of the open channel out, and nothing else. */
export const Announcer = ({ channelId, me }: { channelId: Id; me: Id }) => {
  const t = useT();
  const newest = useMessages((state) => {
    const history = state.histories[channelId];
    return history && !history.hasAfter ? history.messages.at(-1) : undefined;
  });
  const first = useRef(newest?.seq ?? 0);
  const names = useNames();
  const text =
    newest?.author && newest.author.id !== me && newest.seq > first.current
      ? newest.type === "system"
        ? systemText(newest, newest.author.displayName, t)
        : t("messages.newFrom", {
            name: newest.author.displayName,
            text: plainText(newest.content, names).slice(0, 200),
          })
      : "";
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
};
