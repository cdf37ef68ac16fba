import type { ReactNode } from "react";
import { useT } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { useLater } from "../../ui/useLater";
import type { Listing } from "./useListing";

/** In the place of what is on its way, or did not come: grey lines after a moment, or why and what to do. */
export const Waiting = ({ error, again }: { error: string | null; again: () => void }) => {
  const t = useT();
  const late = useLater(error === null, 150);
  if (error !== null)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 rounded-xl bg-raised p-4 text-sm">
        <p className="min-w-40 flex-1 text-danger-text">{error}</p>
        <Button look="quiet" onClick={again}>
          {t("app.tryAgain")}
        </Button>
      </div>
    );
  if (!late) return null;
  return (
    <div aria-hidden="true" className="space-y-3">
      {["w-3/5", "w-4/5", "w-2/5", "w-3/5"].map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
        <div key={row} className={`h-10 animate-shimmer rounded-lg bg-hover ${width}`} />
      ))}
    </div>
  );
};

interface RowsProps<Item> {
  label: string;
  /** Said where there is none. */
  none: string;
  listing: Listing<Item>;
  row: (item: Item) => ReactNode;
}

/** A list by pages with its states; each row is a `li`. */
export const Rows = <Item,>({ label, none, listing, row }: RowsProps<Item>) => {
  const t = useT();
  const { items, error, busy, more, again } = listing;
  if (items === null) return <Waiting error={error} again={again} />;
  return (
    <>
      <ul aria-label={label} aria-busy={busy} className="divide-y divide-line">
        {items.map(row)}
      </ul>
      {items.length === 0 && <p className="py-6 text-center text-sm text-muted">{none}</p>}
      {error !== null && <Waiting error={error} again={again} />}
      {more && error === null && (
        <Button look="quiet" busy={busy} onClick={more} className="mt-3 w-full">
          {t("operator.more")}
        </Button>
      )}
    </>
  );
};
