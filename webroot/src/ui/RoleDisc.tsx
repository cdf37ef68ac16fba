import { cssOf } from "../lib/roleColors";

/** The colour of a role, as a disc; a ring for one without. Decorative: the name stands beside it. */
export const RoleDisc = ({ color, size = 12 }: { color: number; size?: number }) => (
  <span
    aria-hidden="true"
    className={`inline-block shrink-0 rounded-full ring-1 ${color === 0 ? "bg-active ring-edge" : "ring-line"}`}
    style={{ width: size, height: size, backgroundColor: cssOf(color) }}
  />
);
