import type { ReactNode } from "react";
import { Link } from "wouter";
import { Count } from "../../ui/Count";
import { Tooltip } from "../../ui/Tooltip";

interface RailLinkProps {
  name: string;
  label: string;
  href: string;
  selected: boolean;
  unread?: boolean;
  mentions?: number;
  /** Drawn as muted: it calls for nobody's eye. */
  muted?: boolean;
  /** Of a person, whose picture is a disc. */
  round?: boolean;
  onClick?: () => void;
  children: ReactNode;
}

/** A place in the rail: its picture, the pill of what is open or unread, and how often one is called there. */
export const RailLink = ({
  name,
  label,
  href,
  selected,
  unread = false,
  mentions = 0,
  muted = false,
  round = false,
  onClick,
  children,
}: RailLinkProps) => {
  const pill = selected ? "h-10" : unread ? "h-2 group-hover:h-5" : "h-0 group-hover:h-5";
  return (
    <div className="group relative flex w-full justify-center">
      <span
        aria-hidden="true"
        className={`absolute top-1/2 left-0 w-1 -translate-y-1/2 rounded-r-full bg-strong transition-all duration-150
          ${pill}`}
      />
      <Tooltip text={name} placement="right">
        <Link
          href={href}
          aria-label={label}
          aria-current={selected ? "page" : undefined}
          {...(onClick ? { onClick } : {})}
          className={`flex size-12 shrink-0 select-none items-center justify-center overflow-hidden
            transition-colors hover:bg-accent hover:text-on-accent ${round ? "rounded-full" : "rounded-2xl"}
            ${selected ? "bg-accent text-on-accent" : `bg-main ${muted ? "text-muted" : "text-strong"}`}`}
        >
          {children}
        </Link>
      </Tooltip>
      {mentions > 0 && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute right-2 -bottom-1 rounded-full ring-3 ring-rail"
        >
          <Count count={mentions} />
        </span>
      )}
    </div>
  );
};
