import type { ReactNode } from "react";
import { Avatar } from "./Avatar";

interface MessageCardProps {
  author: { id: string; name: string; url: string | null };
  /** When, as it is shown. */
  time: string;
  dateTime: string;
  /** Beside the name: what it did, or where. */
  note?: ReactNode;
  /** Buttons, at the upper right. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A message away from its channel: in a list of pins, of mentions, of what was found. */
export const MessageCard = ({ author, time, dateTime, note, actions, children }: MessageCardProps) => (
  <article className="group/card relative flex gap-3 rounded-lg bg-raised p-3">
    <Avatar id={author.id} name={author.name} url={author.url} size={32} />
    <div className="min-w-0 flex-1 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-2 pr-20">
        <h3 className="max-w-full truncate font-semibold text-strong">{author.name}</h3>
        {note && <span className="text-xs text-muted">{note}</span>}
        <time dateTime={dateTime} className="text-xs text-muted">
          {time}
        </time>
      </div>
      {children}
    </div>
    {actions && <div className="absolute top-2 right-2 flex gap-1">{actions}</div>}
  </article>
);

/** A small button of a card. */
export const CardButton = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <button
    type="button"
    onClick={onClick}
    className="tap rounded-md bg-active px-2.5 py-1 text-xs font-semibold text-strong hover:bg-line"
  >
    {children}
  </button>
);
