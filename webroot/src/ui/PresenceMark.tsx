type PresenceLook = "online" | "idle" | "dnd" | "offline";

const COLORS: Record<PresenceLook, string> = {
  online: "text-online",
  idle: "text-idle",
  dnd: "text-dnd",
  offline: "text-gone",
};

interface PresenceMarkProps {
  look: PresenceLook;
  size?: number;
}

/** Presence as a shape as well as a colour: disc, moon, bar, ring. */
export const PresenceMark = ({ look, size = 10 }: PresenceMarkProps) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 10 10" className={COLORS[look]} fill="currentColor">
    {look === "online" && <circle cx="5" cy="5" r="5" />}
    {look === "idle" && <path d="M4.2 0a5 5 0 1 0 5.7 6A4 4 0 0 1 4.2 0" />}
    {look === "dnd" && <path fillRule="evenodd" d="M5 0a5 5 0 1 0 0 10A5 5 0 0 0 5 0M2.2 4h5.6v2H2.2z" />}
    {look === "offline" && <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="2.6" />}
  </svg>
);

const BEHIND = { side: "bg-side", main: "bg-main" } as const;

interface PresenceBadgeProps {
  look: PresenceLook;
  /** What the picture stands on. */
  on: keyof typeof BEHIND;
}

/** The same at the lower right of somebody's picture: its `mark`. */
export const PresenceBadge = ({ look, on }: PresenceBadgeProps) => (
  <span className={`absolute -right-0.5 -bottom-0.5 rounded-full p-0.5 ${BEHIND[on]}`}>
    <PresenceMark look={look} />
  </span>
);
