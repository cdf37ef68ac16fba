interface CountProps {
  count: number;
  /** The number in words. */
  label: string;
}

/** How much waits for somebody; nothing where nothing does. */
export const Count = ({ count, label }: CountProps) =>
  count > 0 ? (
    <span
      className="flex h-4 min-w-4 shrink-0 items-center justify-center rounded-full bg-badge px-1 text-xs font-bold
        text-on-accent"
    >
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  ) : null;
