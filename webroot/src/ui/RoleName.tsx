import type { CSSProperties } from "react";
import { nameColor } from "../lib/roleColors";

interface RoleNameProps {
  name: string;
  /** The colour of their highest role that has one; 0 for none. */
  color: number;
  className?: string;
}

/** Somebody's name in the colour of their role: made readable, and shown as the reader wants it (`theme.css`). */
export const RoleName = ({ name, color, className = "" }: RoleNameProps) => (
  <span
    className={`${className} ${color === 0 ? "" : "role-name"}`}
    style={color === 0 ? undefined : ({ "--role": nameColor(color) } as CSSProperties)}
  >
    {name}
  </span>
);
