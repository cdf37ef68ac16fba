import { type ReactNode, useEffect, useMemo } from "react";
import { Link } from "wouter";
import type { Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { counterpart, useConversationsInOrder } from "../../state/conversationViews";
import { openDialog } from "../../state/dialogs";
import { usePresenceKnown } from "../../state/knownPresence";
import { readLastSaid } from "../../state/lastSaid";
import { useLink } from "../../state/link";
import { setPanes } from "../../state/panes";
import { useRelationships } from "../../state/relationships";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { IconButton } from "../../ui/Button";
import { Count } from "../../ui/Count";
import { Icon } from "../../ui/Icon";
import { ConversationRow } from "./ConversationRow";

interface HomeSideProps {
  /** The conversation that is open. */
  conversationId: Id | null;
  /** Whether the friends are looked at. */
  friends: boolean;
  /** Stands above the list. */
  children?: ReactNode;
}

/** What is at home: the friends, and the conversations where something was said last. */
export const HomeSide = ({ conversationId, friends, children }: HomeSideProps) => {
  const t = useT();
  const conversations = useConversationsInOrder();
  const known = useServers((state) => state.known);
  const live = useLink((state) => state.link.kind === "live");
  const pending = useRelationships(({ byUser }) => Object.values(byUser).filter((kind) => kind === "incoming").length);
  const ids = conversations.map(({ id }) => id).join();
  useEffect(() => {
    if (live && ids !== "") void readLastSaid(ids.split(","));
  }, [live, ids]);
  const others = useMemo(
    () => conversations.flatMap((conversation) => counterpart(conversation, myId())?.id ?? []),
    [conversations],
  );
  usePresenceKnown(others);
  return (
    <nav aria-label={t("conversations.label")} className="flex min-h-0 flex-1 flex-col bg-side">
      <h1 className="flex h-12 shrink-0 items-center border-line border-b px-4 font-semibold text-strong">
        {t("app.home")}
      </h1>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pt-3 pb-4">
        {children}
        <Link
          href={paths.friends}
          aria-current={friends ? "page" : undefined}
          onClick={() => setPanes({ left: false })}
          className={`tap flex h-11 items-center gap-3 rounded-md px-2 text-row font-medium
            ${friends ? "bg-active text-strong" : "text-muted hover:bg-hover hover:text-strong"}`}
        >
          <span className="flex w-8 justify-center">
            <Icon name="people" size={22} />
          </span>
          <span className="min-w-0 flex-1 truncate">{t("friends.title")}</span>
          <Count count={pending} label={t("friends.pendingCount", { count: pending })} />
        </Link>
        <div className="mt-3 flex h-7 items-center pl-2">
          <h2 className="flex-1 text-xs font-semibold text-muted">{t("conversations.label")}</h2>
          <IconButton
            icon="plus"
            size="small"
            label={t("conversations.new")}
            onClick={() => openDialog({ kind: "newConversation" })}
          />
        </div>
        {conversations.length > 0 ? (
          <ul className="space-y-0.5">
            {conversations.map((conversation) => (
              <li key={conversation.id}>
                <ConversationRow conversation={conversation} selected={conversation.id === conversationId} />
              </li>
            ))}
          </ul>
        ) : (
          known && <p className="px-2 py-1.5 text-sm text-muted">{t("conversations.none")}</p>
        )}
      </div>
    </nav>
  );
};
