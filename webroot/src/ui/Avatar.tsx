import type { CSSProperties, ReactNode } from "react";

/** Eight hues that carry white text at 4.5:1 in both themes. */
const HUES = ["#5153cf", "#a83279", "#0b7285", "#2b7a3f", "#a14c08", "#8a2be2", "#b3263a", "#37618e"] as const;

/** Up to two letters of a name, the first of its first two words. */
export const initials = (name: string): string => {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
};

const hueOf = (id: string): string => {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return HUES[sum % HUES.length] ?? HUES[0];
};

interface AvatarProps {
  /** Decides the colour behind the initials. */
  id: string;
  name: string;
  url: string | null;
  size: number;
  /** A mark on the lower right, such as presence. */
  mark?: ReactNode;
}

/** A person's picture, or their initials. Decorative: the name stands beside it. */
export const Avatar = ({ id, name, url, size, mark }: AvatarProps) => {
  const style: CSSProperties = { width: size, height: size, fontSize: Math.round(size * 0.38) };
  return (
    <span aria-hidden="true" className="relative inline-flex shrink-0 select-none" style={style}>
      {url ? (
        <img src={url} alt="" width={size} height={size} className="size-full rounded-full object-cover" />
      ) : (
        <span
          className="flex size-full items-center justify-center rounded-full font-semibold text-on-accent"
          style={{ backgroundColor: hueOf(id) }}
        >
          {initials(name)}
        </span>
      )}
      {mark}
    </span>
  );
};
