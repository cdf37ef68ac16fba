import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** A part of a page of settings under a heading of its own. */
export const Section = ({ title, hint, children }: SectionProps) => (
  <section className="border-line py-5 not-first:border-t first:pt-0">
    <h2 className="text-base font-semibold text-strong">{title}</h2>
    {hint && <p className="mt-0.5 mb-2 text-sm text-muted">{hint}</p>}
    <div className="mt-1">{children}</div>
  </section>
);
