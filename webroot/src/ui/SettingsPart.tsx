import type { ReactNode } from "react";

interface SettingsPartProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** A part of a page of settings, under its own heading. */
export const SettingsPart = ({ title, hint, children }: SettingsPartProps) => (
  <section className="mt-8 border-line border-t pt-6 first:mt-0 first:border-t-0 first:pt-0">
    <h2 className="font-semibold text-strong">{title}</h2>
    {hint && <p className="mt-0.5 text-sm text-muted">{hint}</p>}
    <div className="mt-3">{children}</div>
  </section>
);
