interface CountProps {
  count: number;
  /** The number in words, where it is not plain what is counted. */
  label?: string;
}

/** How much waits for somebody; nothing where nothing does. */
export const Count = ({ count, label }: CountProps) =>
  count > 0 ? (
    <span
      className="flex h-4 min-w-4 shrink-0 items-center justify-center rounded-full bg-badge px-1 text-tiny font-bold
        text-on-accent"
    >
      <span aria-hidden={label === undefined ? undefined : true}>{count > 99 ? "99+" : count}</span>
      {label !== undefined && <span className="sr-only">{label}</span>}
    </span>
  ) : null;
