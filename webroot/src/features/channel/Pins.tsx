import { useState } from "react";
import { readPins } from "../../api/calls";
import type { Channel, Message } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { stamp } from "../../lib/time";
import { showMessage } from "../../state/actions";
import { explain } from "../../state/explain";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Markdown } from "../../ui/Markdown";
import { Popover } from "../../ui/Popover";

/** The pinned messages of a channel, read each time they are looked at. */
export const Pins = ({ channel }: { channel: Channel }) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [pins, setPins] = useState<Message[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    setPins(null);
    setFailure(null);
    readPins(channel.id).then(setPins, (error: unknown) => setFailure(explain(error)));
  };
  return (
    <Popover
      title={t("channel.pins")}
      open={open}
      onOpenChange={change}
      button={<IconButton icon="pin" label={t("channel.pins")} tip="bottom" />}
    >
      {pins === null || pins.length === 0 ? (
        <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-sm text-muted">
          <Icon name="pin" size={28} />
          <p role="status">{failure ?? t(pins === null ? "app.loading" : "channel.noPins")}</p>
        </div>
      ) : (
        <ul className="space-y-2 overflow-y-auto p-3">
          {pins.map((message) => (
            <li key={message.id}>
              <Pin
                message={message}
                onJump={() => {
                  setOpen(false);
                  void showMessage(channel.id, message.id);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
};

const Pin = ({ message, onJump }: { message: Message; onJump: () => void }) => {
  const t = useT();
  const locale = useLocale();
  const name = message.author?.displayName ?? message.importedAuthor ?? t("messages.deletedAuthor");
  return (
    <article className="relative flex gap-3 rounded-lg bg-raised p-3">
      <Avatar id={message.author?.id ?? "gone"} name={name} url={message.author?.avatarUrl ?? null} size={32} />
      <div className="min-w-0 flex-1 text-sm">
        <div className="flex items-baseline gap-2 pr-16">
          <h3 className="truncate font-semibold text-strong">{name}</h3>
          <time dateTime={message.createdAt} className="shrink-0 text-xs text-muted">
            {stamp(message.createdAt, locale, Date.now())}
          </time>
        </div>
        <div className="max-h-40 overflow-hidden">
          <Markdown text={message.content} />
        </div>
      </div>
      <button
        type="button"
        onClick={onJump}
        className="absolute top-2 right-2 rounded-md bg-active px-2.5 py-1 text-xs font-semibold text-strong
          hover:bg-line"
      >
        {t("channel.jump")}
      </button>
    </article>
  );
};
