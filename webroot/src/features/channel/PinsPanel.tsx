import { useEffect, useRef, useState } from "react";
import { readPins } from "../../api/calls";
import type { Channel, Message } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { stamp } from "../../lib/time";
import { pinMessage, showMessage } from "../../state/actions";
import { attempt, explain } from "../../state/explain";
import { useChannelPowers } from "../../state/powers";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Markdown } from "../../ui/Markdown";
import { CardButton, MessageCard } from "../../ui/MessageCard";

/** The pinned messages of a channel, read each time they are looked at. */
export const PinsPanel = ({ channel, onClose }: { channel: Channel; onClose: () => void }) => {
  const t = useT();
  const [pins, setPins] = useState<Message[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const powers = useChannelPowers(channel) ?? NONE;
  // In a conversation nobody has a role: everybody there may keep at hand what matters to them.
  const mayPin = channel.type === "dm" || has(powers, "MANAGE_MESSAGES");
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    readPins(channel.id).then(setPins, (error: unknown) => setFailure(explain(error)));
  }, [channel.id]);

  const unpin = async (message: Message) => {
    if (!(await attempt(pinMessage(message.id, false)))) return;
    setPins((all) => all?.filter((one) => one.id !== message.id) ?? null);
    list.current?.focus();
  };
  if (pins === null || pins.length === 0)
    return (
      <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-sm text-muted">
        <Icon name="pin" size={28} />
        <p role="status">{failure ?? t(pins === null ? "app.loading" : "channel.noPins")}</p>
        {pins !== null && mayPin && <p>{t("pins.hint")}</p>}
      </div>
    );
  return (
    <ul ref={list} tabIndex={-1} className="space-y-2 overflow-y-auto p-3 outline-none">
      {pins.map((message) => (
        <li key={message.id}>
          <Pin
            message={message}
            onJump={() => {
              onClose();
              void showMessage(channel.id, message.id);
            }}
            onUnpin={mayPin ? () => void unpin(message) : null}
          />
        </li>
      ))}
    </ul>
  );
};

interface PinProps {
  message: Message;
  onJump: () => void;
  onUnpin: (() => void) | null;
}

const Pin = ({ message, onJump, onUnpin }: PinProps) => {
  const t = useT();
  const locale = useLocale();
  const { author, createdAt } = message;
  const name = author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor");
  return (
    <MessageCard
      author={{ id: author?.id ?? "gone", name, url: author?.avatarUrl ?? null }}
      dateTime={createdAt}
      time={stamp(createdAt, locale, Date.now())}
      actions={
        <>
          <CardButton onClick={onJump}>{t("channel.jump")}</CardButton>
          {onUnpin && <IconButton icon="close" size="small" label={t("messages.unpin")} tip="left" onClick={onUnpin} />}
        </>
      }
    >
      <div className="max-h-40 overflow-hidden">
        <Markdown text={message.content} />
      </div>
    </MessageCard>
  );
};
