import type { CSSProperties, ReactNode } from "react";
import { atHome } from "../lib/home";

/** Behind initials, for who is there and for who is away: colours of `theme.css`, each readable in both themes. */
const COLORS = [
  ["bg-avatar-1", "bg-avatar-1-away"],
  ["bg-avatar-2", "bg-avatar-2-away"],
  ["bg-avatar-3", "bg-avatar-3-away"],
  ["bg-avatar-4", "bg-avatar-4-away"],
  ["bg-avatar-5", "bg-avatar-5-away"],
  ["bg-avatar-6", "bg-avatar-6-away"],
  ["bg-avatar-7", "bg-avatar-7-away"],
  ["bg-avatar-8", "bg-avatar-8-away"],
] as const;

/** Up to two letters of a name, the first of its first two words. */
export const initials = (name: string): string => {
  const words = name
    .trim()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
};

const colorOf = (id: string, away: boolean): string => {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return (COLORS[sum % COLORS.length] ?? COLORS[0])[away ? 1 : 0];
};

interface AvatarProps {
  /** Decides the colour behind the initials. */
  id: string;
  name: string;
  url: string | null;
  size: number;
  /** Drawn muted, as of somebody who is not there. */
  away?: boolean;
  /** A mark on the lower right, such as presence. */
  mark?: ReactNode;
}

/** A person's picture, or their initials. Decorative: the name stands beside it. */
export const Avatar = ({ id, name, url, size, away = false, mark }: AvatarProps) => {
  const style: CSSProperties = { width: size, height: size, fontSize: Math.round(size * 0.38) };
  return (
    <span aria-hidden="true" className="relative inline-flex shrink-0 select-none" style={style}>
      {url ? (
        <img
          src={atHome(url)}
          alt=""
          width={size}
          height={size}
          className={`size-full rounded-full object-cover ${away ? "opacity-60 grayscale" : ""}`}
        />
      ) : (
        <span
          className={`flex size-full items-center justify-center rounded-full font-semibold ${
            away ? "text-muted" : "text-on-accent"
          } ${colorOf(id, away)}`}
        >
          {initials(name)}
        </span>
      )}
      {mark}
    </span>
  );
};
