import type { Id } from "../api/types";
import { t } from "../i18n/t";
import { uuid } from "../lib/ids";
import { RequestFailed } from "../realtime/socket";
import { hideOutgoing, jumpTo, loadPresent, useMessages } from "./messages";
import { notify } from "./notices";
import { setPresence } from "./presence";
import { countReaction } from "./quickReactions";
import { setRead, useReads } from "./reads";
import { client } from "./realtime";
import { myId } from "./session";

/** What a person does in a channel. Those that need the server's word reject with `RequestFailed`. */

/** A message with this in it is for somebody, who may be waiting for it. */
const MENTION = /(^|\s)<?@\S/;

/** Puts a message on its way; `false` when a thousand are waiting already. */
export const sendMessage = (channelId: Id, content: string, replyTo: Id | null): boolean => {
  const priority = replyTo !== null || MENTION.test(content) ? 1 : 0;
  const taken = client.outbox.add({ nonce: uuid(), channelId, content, replyTo, priority });
  // What is sent is seen: from somewhere in the past, back to the present.
  if (taken && useMessages.getState().histories[channelId]?.hasAfter) void loadPresent(channelId);
  return taken;
};

export const retryMessage = (nonce: string): void => client.outbox.retry(nonce);

export const discardMessage = (channelId: Id, nonce: string): void => {
  if (client.outbox.discard(nonce)) hideOutgoing(channelId, [nonce]);
};

/** Whether a message on its way can still be given another text. */
export const canEditUnsent = (nonce: string): boolean => client.outbox.canEdit(nonce);

export const editUnsent = (nonce: string, content: string): boolean => client.outbox.edit(nonce, content);

export const editMessage = (messageId: Id, content: string) => client.ask("message:edit", { messageId, content });

/** One that is gone already is as good as deleted: the first try may have been heard. */
export const deleteMessage = (messageId: Id) =>
  client.ask("message:delete", { messageId }).catch((error: unknown) => {
    if (!(error instanceof RequestFailed) || error.code !== "not_found") throw error;
  });

export const react = (messageId: Id, emoji: string, on: boolean) => {
  if (on) countReaction(emoji);
  return client.ask(on ? "message:react" : "message:unreact", { messageId, emoji });
};

export const pinMessage = (messageId: Id, on: boolean) =>
  client.ask(on ? "message:pin" : "message:unpin", { messageId });

/** The least time between two signs of typing in one channel; the node passes no more on. */
const TYPING_EVERY_MS = 3_000;
let typed: { channelId: Id; at: number } = { channelId: "", at: 0 };

export const signalTyping = (channelId: Id): void => {
  const now = Date.now();
  if (typed.channelId === channelId && now - typed.at < TYPING_EVERY_MS) return;
  typed = { channelId, at: now };
  client.say("typing:start", { channelId });
};

/** Leads to a message, or says that it is gone. */
export const showMessage = async (channelId: Id, messageId: Id): Promise<void> => {
  if (!(await jumpTo(channelId, messageId))) notify("error", t("problem.notFound"));
};

export const setMyPresence = async (status: "online" | "idle" | "dnd" | "invisible"): Promise<void> => {
  await client.ask("presence:update", { status });
  setPresence([[myId(), status]]);
};

/** Read positions the server does not know of yet, and the timer that tells it. */
const unsaid = new Map<Id, number>();
let saying: ReturnType<typeof setTimeout> | undefined;
const SAY_READ_MS = 500;
const SAY_AGAIN_MS = 5_000;

/** The channel was read up to `seq`: at once here, and soon on the person's other devices. */
export const markRead = (channelId: Id, seq: number): void => {
  if (!setRead(channelId, seq)) return;
  unsaid.set(channelId, seq);
  if (saying === undefined) saying = setTimeout(() => void sayReads(), SAY_READ_MS);
};

/** All that is in these channels was read. */
export const markChannelsRead = (channelIds: ReadonlyArray<Id>): void => {
  const { last } = useReads.getState();
  for (const id of channelIds) markRead(id, last[id] ?? 0);
};

const sayReads = async (): Promise<void> => {
  for (const [channelId, seq] of unsaid) {
    try {
      await client.request("channel:read", { channelId, seq });
      if (unsaid.get(channelId) === seq) unsaid.delete(channelId);
    } catch (error) {
      // What the server refuses is not asked again; what it could not hear is.
      if (client.link.kind === "live" && isFinal(error)) unsaid.delete(channelId);
    }
  }
  saying = unsaid.size === 0 ? undefined : setTimeout(() => void sayReads(), SAY_AGAIN_MS);
};

/** What one person has read is not said of the next. */
export const forgetReads = (): void => {
  unsaid.clear();
  clearTimeout(saying);
  saying = undefined;
};

const isFinal = (error: unknown): boolean =>
  error instanceof RequestFailed && ["forbidden", "invalid", "not_found"].includes(error.code);
