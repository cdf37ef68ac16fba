import type { ReactNode } from "react";
import { useT } from "../i18n/t";
import { Button } from "./Button";
import { useLater } from "./useLater";

interface PagedProps {
  phase: "loading" | "ready" | "failed";
  /** Why it could not be read. */
  error: string | null;
  onRetry: () => void;
  /** Shown where there is nothing. */
  empty: ReactNode;
  count: number;
  /** Reads the next page; `null` at the end. */
  onMore: (() => void) | null;
  busy?: boolean;
  children: ReactNode;
}

/** A list that is read page by page: on its way, failed, empty, or there. */
export const Paged = ({ phase, error, onRetry, empty, count, onMore, busy = false, children }: PagedProps) => {
  const t = useT();
  const late = useLater(phase === "loading", 150);
  if (phase === "loading") return <div aria-busy="true">{late && <Rows />}</div>;
  if (phase === "failed")
    return (
      <div className="flex flex-wrap items-center gap-3 py-4">
        <p role="alert" className="min-w-48 flex-1 text-sm text-danger-text">
          {error}
        </p>
        <Button look="quiet" onClick={onRetry}>
          {t("app.tryAgain")}
        </Button>
      </div>
    );
  if (count === 0 && onMore === null) return <p className="py-6 text-center text-sm text-muted">{empty}</p>;
  return (
    <>
      {children}
      {onMore && (
        <div className="flex flex-col items-center gap-2 pt-4">
          {error && (
            <p role="alert" className="text-sm text-danger-text">
              {error}
            </p>
          )}
          <Button look="quiet" busy={busy} onClick={onMore}>
            {t("setup.more")}
          </Button>
        </div>
      )}
    </>
  );
};

/** Of the size that rows will have. */
const Rows = () => (
  <div aria-hidden="true" className="space-y-2 pt-1">
    {[0, 1, 2, 3].map((row) => (
      <div key={row} className="flex h-14 animate-shimmer items-center gap-3 rounded-lg bg-raised px-3">
        <div className="size-9 rounded-full bg-active" />
        <div className={`h-3.5 rounded-full bg-active ${row % 2 === 0 ? "w-1/3" : "w-1/2"}`} />
      </div>
    ))}
  </div>
);
