import type { ReactNode } from "react";
import { useT } from "../../i18n/t";
import { Preferences } from "./Preferences";

/** The page around everything that is shown to someone who is not signed in. */
export const AuthFrame = ({ children }: { children: ReactNode }) => {
  const t = useT();
  return (
    <div className="flex h-dvh flex-col items-center overflow-auto bg-side px-4 py-6">
      <main className="m-auto w-full max-w-105 rounded-2xl bg-main p-6 shadow-xl ring-1 ring-line phone:p-8">
        <div className="mb-5 flex items-center gap-2.5 text-strong">
          <svg aria-hidden="true" viewBox="0 0 32 32" className="size-9">
            <rect width="32" height="32" rx="9" className="fill-accent" />
            <path
              d="M8 22.5v-11l5 6.2 3-3.7 3 3.7 5-6.2v11"
              className="fill-none stroke-on-accent"
              strokeWidth="3"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          <span className="text-xl font-extrabold tracking-tight">{t("app.name")}</span>
        </div>
        {children}
      </main>
      <Preferences />
    </div>
  );
};
