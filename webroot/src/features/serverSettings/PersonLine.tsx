import type { ReactNode } from "react";
import type { Author } from "../../api/types";
import { Avatar } from "../../ui/Avatar";

interface PersonLineProps {
  user: Author;
  /** As they are called here. */
  name: string;
  /** Stands right behind the name. */
  mark?: ReactNode;
  children?: ReactNode;
}

/** Somebody in a list: picture, name, and the name that nobody else has. */
export const PersonLine = ({ user, name, mark, children }: PersonLineProps) => (
  <span className="flex min-w-0 flex-1 items-center gap-3">
    <Avatar id={user.id} name={name} url={user.avatarUrl} size={36} />
    <span className="min-w-0 flex-1 leading-tight">
      <span className="flex items-center gap-1.5 text-sm font-semibold text-strong">
        <span className="truncate">{name}</span>
        {mark}
      </span>
      <span className="block truncate text-xs text-muted">@{user.username}</span>
      {children}
    </span>
  </span>
);
