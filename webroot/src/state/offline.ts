import type { Account, Id, Message } from "../api/types";
import { setChannels, useChannels } from "./channels";
import { setConversations, useConversations } from "./conversations";
import type { ChatMessage, History } from "./history";
import { restoreHistories, useMessages } from "./messages";
import {
  dropPages,
  forgetAll,
  keepPages,
  keepPlaces,
  keepStanding,
  type Page,
  readPages,
  readPlaces,
  readStanding,
} from "./offlineStore";
import { useReads } from "./reads";
import { useServers } from "./servers";
import { useSession } from "./session";

/** What was read last is kept in this browser, so that it can be read again, and answered, without a network. */

/** Changes within this time are kept at once. */
const KEEP_EVERY_MS = 4_000;
/** Messages of a channel that are kept, the newest. */
export const MESSAGES_KEPT = 50;

/** What was kept last, by identity: stores are never changed in place. */
let kept: { places: unknown[]; reads: unknown; histories: Record<Id, History> } = {
  places: [],
  reads: null,
  histories: {},
};
let timer: ReturnType<typeof setTimeout> | undefined;
let stop: () => void = () => undefined;

/** From now on what this person reads is kept; what others left is forgotten. */
export const startKeeping = (userId: Id): void => {
  stop();
  void forgetAll(userId);
  const later = () => {
    timer ??= setTimeout(() => void keepNow(), KEEP_EVERY_MS);
  };
  const watched = [useServers, useChannels, useConversations, useReads, useMessages].map((store) =>
    store.subscribe(later),
  );
  const onHidden = () => {
    if (document.visibilityState === "hidden") void keepNow();
  };
  document.addEventListener("visibilitychange", onHidden);
  stop = () => {
    for (const unwatch of watched) unwatch();
    document.removeEventListener("visibilitychange", onHidden);
    clearTimeout(timer);
    timer = undefined;
    kept = { places: [], reads: null, histories: {} };
  };
};

/** Nobody is signed in any more: nothing stays. */
export const stopKeeping = (): void => {
  stop();
  stop = () => undefined;
  void forgetAll();
};

/** Keeps what has changed since the last time. */
export const keepNow = async (): Promise<void> => {
  clearTimeout(timer);
  timer = undefined;
  const { session } = useSession.getState();
  const { byId, order, inside, known } = useServers.getState();
  if (session.phase !== "signedIn" || !known) return;
  const userId = session.me.id;
  const channels = useChannels.getState().byId;
  const conversations = useConversations.getState().byId;
  const reads = useReads.getState();
  const { histories } = useMessages.getState();
  const places = [session.me, byId, order, inside, channels, conversations];
  const before = kept;
  kept = { places, reads, histories };

  const work: Promise<unknown>[] = [];
  if (places.some((part, at) => part !== before.places[at])) {
    work.push(
      keepPlaces({
        me: session.me,
        servers: { byId, order, inside },
        channels: Object.values(channels),
        conversations: Object.values(conversations),
      }),
      dropPages(userId, new Set([...Object.keys(channels), ...Object.keys(conversations)])),
    );
  }
  if (reads !== before.reads) work.push(keepStanding(userId, reads));
  const pages = Object.entries(histories).flatMap(([channelId, history], at) =>
    history !== before.histories[channelId] && isWorthKeeping(history) ? [pageOf(channelId, history, at)] : [],
  );
  if (pages.length > 0) work.push(keepPages(userId, pages));
  await Promise.all(work);
};

/** Brings back what was kept, into stores that are empty; whose it is, or `null` where nothing was. */
export const restoreKept = async (): Promise<Account | null> => {
  const places = await readPlaces();
  if (!places) return null;
  const { me, servers, channels, conversations } = places;
  const [standing, pages] = await Promise.all([readStanding(me.id), readPages(me.id)]);
  useServers.setState({ ...servers, known: true });
  setChannels(channels);
  setConversations(conversations);
  if (standing) useReads.setState(standing);
  restoreHistories(pages, me.id);
  return me;
};

/** A window that ends somewhere in the past is nothing to go on from. */
const isWorthKeeping = (history: History): boolean => history.messages.length > 0 && !history.hasAfter;

/** Those looked at last stand last in the store: `at` tells them apart. */
const pageOf = (channelId: Id, history: History, at: number): Page => ({
  channelId,
  messages: history.messages.slice(-MESSAGES_KEPT).map(plain),
  hasBefore: history.hasBefore || history.messages.length > MESSAGES_KEPT,
  at: Date.now() + at,
});

const plain = ({ key: _row, ...message }: ChatMessage): Message => message;
