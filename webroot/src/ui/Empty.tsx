import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

interface EmptyProps {
  icon: IconName;
  title: string;
  hint: string;
  children?: ReactNode;
}

/** Where there is nothing yet: one sentence and what to do about it. */
export const Empty = ({ icon, title, hint, children }: EmptyProps) => (
  <div className="m-auto flex max-w-sm flex-col items-center p-6 text-center">
    <span className="mb-4 flex size-16 items-center justify-center rounded-full bg-accent-soft text-accent-text">
      <Icon name={icon} size={30} />
    </span>
    <h2 className="text-lg font-bold text-strong">{title}</h2>
    <p className="mt-1 text-sm text-balance text-muted">{hint}</p>
    {children && <div className="mt-5 flex flex-wrap justify-center gap-2">{children}</div>}
  </div>
);
