import { useEffect } from "react";
import { useLocation } from "wouter";
import { markServerRead } from "../api/calls";
import type { Id } from "../api/types";
import { chordOf, isWriting } from "../lib/chords";
import { isForKeys } from "../lib/writing";
import { useChannels } from "../state/channels";
import { useConversations } from "../state/conversations";
import { inOrderOfTalk } from "../state/conversationViews";
import { openDialog } from "../state/dialogs";
import { attempt } from "../state/explain";
import { type Action, actionOf, isMac, perform, useAction } from "../state/keys";
import { useLastSaid } from "../state/lastSaid";
import { callsOf, isUnread, useReads } from "../state/reads";
import { channelTree, neighbour } from "../state/selectors";
import { useServers } from "../state/servers";
import { paths } from "./paths";
import { goToRegion } from "./regions";

/** What keys do everywhere; see `state/keys.ts` for which keys those are. */
export const useShortcuts = (serverId: Id | null, channelId: Id | null): void => {
  const [, navigate] = useLocation();
  const toChannel = (step: 1 | -1, wanted: (id: Id) => boolean) => () => {
    const all = serverId ? textChannels(serverId) : conversations();
    const next = neighbour(
      all.filter((id) => id === channelId || wanted(id)),
      channelId,
      step,
    );
    if (next) navigate(serverId ? paths.channel(serverId, next) : paths.conversation(next));
  };
  const toServer = (step: 1 | -1) => () => {
    const next = neighbour(useServers.getState().order, serverId, step);
    if (next) navigate(paths.server(next));
  };
  const any = () => true;
  const unread = (id: Id) => isUnread(useReads.getState(), id);
  const calling = (id: Id) => callsOf(useReads.getState(), id) > 0;
  useAction("channelUp", toChannel(-1, any));
  useAction("channelDown", toChannel(1, any));
  useAction("unreadUp", toChannel(-1, unread));
  useAction("unreadDown", toChannel(1, unread));
  useAction("mentionUp", toChannel(-1, calling));
  useAction("mentionDown", toChannel(1, calling));
  useAction("serverUp", toServer(-1));
  useAction("serverDown", toServer(1));
  useAction("nextRegion", () => goToRegion(1));
  useAction("previousRegion", () => goToRegion(-1));
  useAction("markServerRead", serverId ? () => void attempt(markServerRead(serverId)) : null);
  useAction("switcher", () => openDialog({ kind: "switcher" }));
  useAction("keys", () => openDialog({ kind: "keys" }));
  useAction("emoji", channelId ? () => document.querySelector<HTMLElement>("[data-emoji]")?.click() : null);
  useKeyPresses();
};

/** The text channels of a server, in their order. */
const textChannels = (serverId: Id): Id[] =>
  channelTree(useChannels.getState().byId, serverId)
    .flatMap((group) => group.channels)
    .filter(({ type }) => type === "text")
    .map(({ id }) => id);

/** One's conversations, as they are listed. */
const conversations = (): Id[] =>
  inOrderOfTalk(Object.values(useConversations.getState().byId), useLastSaid.getState().at).map(({ id }) => id);

/** Has done what a key press asks for, unless something in front of it has taken the key. */
const useKeyPresses = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionOf(event, "anywhere");
      if (action && isFree(event, action) && perform(action)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
};

/** What is open in front keeps its keys: so does a box that one writes in what could be written, and Escape. */
const isFree = (event: KeyboardEvent, action: Action): boolean => {
  if (document.querySelector("[role=dialog], [role=menu], [role=listbox]")) return false;
  const { target } = event;
  if (!isForKeys(target)) return true;
  const chord = chordOf(event, isMac) ?? "";
  if (isWriting(chord)) return false;
  const leaves = action === "markRead" || action === "markServerRead";
  return !leaves || target.hasAttribute("data-composer");
};
