/** Rows of the size that messages will have, while they are on their way. */
export const MessageSkeleton = ({ rows = 8 }: { rows?: number }) => (
  <div aria-hidden="true" className="flex flex-col justify-end gap-5 px-4 pb-6">
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
      <div key={row} className="flex animate-shimmer gap-4">
        <div className="size-10 shrink-0 rounded-full bg-active" />
        <div className="flex-1 space-y-2 pt-1">
          <div className={`h-3.5 rounded-full bg-active ${row % 3 === 0 ? "w-24" : "w-32"}`} />
          <div className={`h-3.5 rounded-full bg-hover ${["w-3/5", "w-2/5", "w-4/5"][row % 3]}`} />
          {row % 2 === 0 && <div className="h-3.5 w-1/3 rounded-full bg-hover" />}
        </div>
      </div>
    ))}
  </div>
);
