import { useEffect, useState } from "react";
import { readMessages } from "../../api/calls";
import type { Id, Message } from "../../api/types";
import { useMessages } from "../../state/messages";
import { keepUsers } from "../../state/users";

/** Messages read for the inbox: each once, and anew after a while, for no edit of them is told here. */
const read = new Map<Id, { at: number; message: Promise<Message | null> }>();
const READ_MAX = 200;
const GOOD_MS = 30_000;

const readMessage = (channelId: Id, messageId: Id): Promise<Message | null> => {
  const known = read.get(messageId);
  if (known && Date.now() - known.at < GOOD_MS) return known.message;
  const asked = readMessages(channelId, { around: messageId, limit: 1 }).then((page) => {
    keepUsers(page.map(({ author }) => author));
    return page.find(({ id }) => id === messageId) ?? null;
  });
  // What could not be read is asked for again when it is looked at next.
  asked.catch(() => read.delete(messageId));
  if (read.size >= READ_MAX) read.delete(read.keys().next().value ?? "");
  read.set(messageId, { at: Date.now(), message: asked });
  return asked;
};

/** A message by its id, from its channel's window or read; `undefined` while it is on its way, `null` if it is gone. */
export const useMessage = (channelId: Id, messageId: Id): Message | null | undefined => {
  const here = useMessages(({ histories }) => histories[channelId]?.messages.find(({ id }) => id === messageId));
  const [there, setThere] = useState<Message | null>();
  const known = here !== undefined;
  useEffect(() => {
    let open = true;
    if (!known)
      readMessage(channelId, messageId).then(
        (message) => open && setThere(message),
        () => open && setThere(null),
      );
    return () => {
      open = false;
    };
  }, [channelId, messageId, known]);
  return here ?? there;
};
