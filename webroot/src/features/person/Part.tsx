import type { ReactNode } from "react";

interface PartProps {
  title: string;
  children: ReactNode;
}

/** A part of the card under a small heading. */
export const Part = ({ title, children }: PartProps) => (
  <section>
    <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
    {children}
  </section>
);
