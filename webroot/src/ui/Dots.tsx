/** Three dots that come and go: somebody is busy. */
export const Dots = () => (
  <span aria-hidden="true" className="flex gap-0.5">
    {["", "[animation-delay:200ms]", "[animation-delay:400ms]"].map((delay) => (
      <span key={delay} className={`size-1.5 animate-shimmer rounded-full bg-muted ${delay}`} />
    ))}
  </span>
);
